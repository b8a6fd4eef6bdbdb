"""What a browser calls itself, in two words that its owner knows. Pure."""

# In this order: most browsers also call themselves by the names of those below them.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def browser_of(agent: str) -> str:
    """ "Chrome / Windows"; what is not known is shown as it came, shortened."""
    words = [
        next((shown for part, shown in names.items() if part in agent), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return " / ".join(word for word in words if word) or agent[:40]
