"""The operator's rules: whether one holds for an article, and what it is called."""

from feedpub.messages import message
from feedpub.model import Article, Config, Rule
from feedpub.reading.text.characters import same_name

__all__ = ["agency_of", "holds", "rule_name"]


def holds(rule: Rule, article: Article) -> bool:
    """Whether every condition a rule gives holds for an article."""
    line = article.dateline
    return (
        (rule.headline is None or rule.headline in (article.headline or ""))
        and (rule.place is None or rule.place in ((line.place if line else None) or ""))
        and (rule.agency is None or rule.agency == agency_of(article))
        and (rule.tag is None or same_name(rule.tag) in same_name(article.tag or ""))
    )


def rule_name(config: Config, index: int) -> str:
    """A configured rule in words: `rule 2 of feedpub.toml: headline 龙舟, place 滨江`."""
    rule = config.rules[index]
    conditions = {"headline": rule.headline, "place": rule.place, "agency": rule.agency, "tag": rule.tag, "id": rule.id}
    return message(
        "rule {n} of {source}: {words}",
        n=index + 1,
        source=config.source.name if config.source else message("the configuration"),
        words=", ".join(f"{name} {word}" for name, word in conditions.items() if word),
    )


def agency_of(article: Article) -> str | None:
    """Who sent an article: its dateline's agency, else the source a sign-off names."""
    return (article.dateline.agency if article.dateline else None) or article.source
