"""The words in which experience and conditions are told.

Municipalities search by them; the registry's sheets and conditions speak them too.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkField(models.TextChoices):
    """Fields of municipal DX in which a person can *drive* work: our own grouping of the plan's
    priority items, an assumption.
    """

    FRONT_OFFICE = "front_office", _("窓口・行政手続")
    STANDARDISATION = "standardisation", _("基幹業務の標準化・移行")
    MY_NUMBER = "my_number", _("マイナンバーカードの活用")
    SECURITY = "security", _("情報セキュリティ")
    BPR = "bpr", _("業務の見直し(BPR)")
    DATA = "data", _("データ利活用")
    AI_RPA = "ai_rpa", _("AI・RPA")
    TELEWORK = "telework", _("テレワーク・働き方")
    DIVIDE = "divide", _("デジタルデバイド対策")
    TRAINING = "training", _("職員の育成")
    STRATEGY = "strategy", _("全体方針・推進体制")
    PROCUREMENT = "procurement", _("調達・事業者との調整")
    DISASTER = "disaster", _("防災")
    WELFARE = "welfare", _("子育て・福祉・健康")
    INDUSTRY = "industry", _("産業・観光・地域づくり")
    OTHER = "other", _("その他")


class BodyKind(models.TextChoices):
    PREFECTURE = "prefecture", _("都道府県")
    CITY = "city", _("市区")
    TOWN = "town", _("町村")
    NATIONAL = "national", _("国・独立行政法人")
    COMPANY = "company", _("民間企業")
    OTHER = "other", _("その他の団体")


class BodySize(models.TextChoices):
    TO_10K = "to_10k", _("1万人未満")
    TO_50K = "to_50k", _("1万〜5万人")
    TO_200K = "to_200k", _("5万〜20万人")
    OVER_200K = "over_200k", _("20万人以上")


class RemoteShare(models.TextChoices):
    ON_SITE = "on_site", _("対面のみ")
    MOSTLY_ON_SITE = "mostly_on_site", _("主に対面")
    HALF = "half", _("半々")
    MOSTLY_REMOTE = "mostly_remote", _("主にリモート")
    REMOTE = "remote", _("リモートのみ")


class PayBand(models.TextChoices):
    UNPAID = "unpaid", _("無償でもよい")
    TO_20000 = "to_20000", _("日額2万円まで")
    TO_50000 = "to_50000", _("日額2万〜5万円")
    OVER_50000 = "over_50000", _("日額5万円超")
    NEGOTIABLE = "negotiable", _("相談による")
