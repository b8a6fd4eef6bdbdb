"""`{{ user_agent|browser }}`: which browser on which system."""

from django import template

from accounts.agents import browser_of

register = template.Library()
register.filter("browser", browser_of)
