"""The standard as reference data: staff replace the assumed texts by the official ones here."""

from django.contrib import admin

from common.admin import FactsAdmin
from recruitment.standards.models import (
    Category,
    DefaultCriterion,
    SkillItem,
    SkillLevel,
    SkillStandard,
)


class Levels(admin.TabularInline):
    model = SkillLevel
    extra = 0
    max_num = 5
    can_delete = False


class Criteria(admin.StackedInline):
    model = DefaultCriterion
    extra = 0
    can_delete = False


@admin.register(SkillStandard)
class SkillStandardAdmin(FactsAdmin):
    edited_here = True
    list_display = ["version", "title", "effective_on"]
    search_fields = ["version", "title", "title_en"]


@admin.register(Category)
class CategoryAdmin(FactsAdmin):
    edited_here = True
    list_display = ["name", "name_en", "code", "standard", "order", "is_open", "note"]
    list_select_related = ["standard"]
    list_filter = ["standard", "is_open"]
    search_fields = ["code", "name", "name_en"]


@admin.register(SkillItem)
class SkillItemAdmin(FactsAdmin):
    edited_here = True
    list_display = ["name", "name_en", "category", "number", "kind"]
    list_select_related = ["category"]
    list_filter = ["kind", "category"]
    search_fields = ["name", "name_en", "description"]
    inlines = [Levels, Criteria]


@admin.register(SkillLevel)
class SkillLevelAdmin(FactsAdmin):
    edited_here = True
    list_display = ["item", "level", "text", "text_en"]
    list_select_related = ["item"]
    list_filter = ["item__category", "level"]
    search_fields = ["text", "text_en", "item__name"]


@admin.register(DefaultCriterion)
class DefaultCriterionAdmin(FactsAdmin):
    edited_here = True
    list_display = ["name", "item", "weight"]
    list_select_related = ["item"]
    list_filter = ["item__category"]
    search_fields = ["name", "name_en"]
