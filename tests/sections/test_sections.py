"""The section of an article: the order of the evidence, each step against all that come after it."""

from dataclasses import replace

import pytest

from feedpub.errors import ConfigError
from feedpub.model import Config, Filed, Rule, Section
from feedpub.reading.bulletin import read_bulletin
from feedpub.sections.catalogue import RESERVED, Catalogue, default_sections, section_problem
from feedpub.sections.classify import Classifier
from feedpub.sections.evidence import is_abroad

PLAIN = "这里什么也没有。"


def _file(text: str, key: str = "a.txt", config: Config | None = None, index: int = 0) -> Filed:
    bulletin = read_bulletin(text)
    settings = config or Config()
    filed = Classifier(settings).classify(bulletin.articles[index], bulletin.front, key)
    return Catalogue(settings.sections).resolve(filed, key)


def _slug(text: str, key: str = "a.txt", config: Config | None = None, index: int = 0) -> str:
    return _file(text, key, config, index).slug


# An article in which every step of the evidence tells another section.
FRONT = "---\nsection: 教育\n---\n"
PAGE = "第05版:文化\n\n"
FOLDER = "军事/a.txt"
RULES = Config(rules=(Rule(section="science", headline="大桥"),))
CARTOON = "# 江北大桥 \n\n国务院常务会议讨论灯光。\n\n新华社发 张三 作"
LEADERS = "# 江北大桥\n\n新华社万象1月25日电 国务院常务会议25日召开,股票、房价、楼市平稳。"
ABROAD = "# 江北大桥\n\n新华社万象1月25日电 股票、房价、楼市平稳。"
VOCABULARY = "# 江北大桥\n\n股票、房价、楼市平稳。"


@pytest.mark.parametrize(
    ("text", "key", "config", "slug"),
    [
        (FRONT + PAGE + LEADERS, FOLDER, RULES, "education"),
        (PAGE + LEADERS, FOLDER, RULES, "culture"),
        (LEADERS, FOLDER, RULES, "military"),
        (LEADERS, "a.txt", RULES, "science"),
        (CARTOON, "a.txt", RULES, "science"),
        (CARTOON, "a.txt", None, "photos"),
        (LEADERS, "a.txt", None, "top"),
        ("第01版\n\n" + ABROAD, "a.txt", None, "world"),
        ("第01版\n\n" + VOCABULARY, "a.txt", None, "top"),
        (VOCABULARY, "a.txt", None, "economy"),
        ("# 江北\n\n" + PLAIN, "a.txt", None, "general"),
    ],
    ids=[
        "front matter",
        "page head",
        "folder",
        "rule",
        "rule before kind",
        "kind",
        "leaders",
        "abroad",
        "first page",
        "vocabulary",
        "nothing",
    ],
)
def test_each_step_beats_all_that_come_after_it(text: str, key: str, config: Config | None, slug: str) -> None:
    assert _slug(text, key, config) == slug


@pytest.mark.parametrize(
    ("text", "key", "config"),
    [
        (FRONT + VOCABULARY, "a.txt", None),
        (PAGE + VOCABULARY, "a.txt", None),
        (VOCABULARY, FOLDER, None),
        (VOCABULARY, "a.txt", RULES),
        (CARTOON, "a.txt", None),
        (LEADERS, "a.txt", None),
        (ABROAD, "a.txt", None),
        ("第01版\n\n" + VOCABULARY, "a.txt", None),
        (VOCABULARY, "a.txt", None),
        ("# 江北\n\n" + PLAIN, "a.txt", None),
    ],
)
def test_the_evidence_is_kept(text: str, key: str, config: Config | None) -> None:
    assert _file(text, key, config).rule


# Names of sections


@pytest.mark.parametrize("name", ["国际", "world", "国际新闻", "国际版"])
def test_front_matter_may_give_a_slug_or_a_name(name: str) -> None:
    assert _slug(f"---\nsection: {name}\n---\n{VOCABULARY}") == "world"


@pytest.mark.parametrize("section", default_sections(), ids=lambda section: section.slug)
def test_every_default_section_is_known_by_slug_and_name_wherever_it_is_named(section: Section) -> None:
    for name in (section.slug, section.title):
        assert _slug(f"---\nsection: {name}\n---\n{VOCABULARY}") == section.slug
        assert _slug(VOCABULARY, f"{name}/2026-01-26/a.txt") == section.slug
    assert _slug(f"第05版:{section.title}\n\n{VOCABULARY}") == section.slug
    assert _slug(f"05版 {section.title}\n\n{VOCABULARY}") == section.slug


def test_a_slug_of_front_matter_that_is_none_is_said() -> None:
    front = read_bulletin(f"---\nsection: wrold\n---\n{VOCABULARY}").front
    problem = section_problem(front, Catalogue())
    assert problem is not None
    assert "`world`" in problem.message
    assert _slug(f"---\nsection: wrold\n---\n{VOCABULARY}") == "economy"


def test_the_nearest_folder_counts() -> None:
    assert _slug(VOCABULARY, "体育/国际/a.txt") == "world"


def test_a_folder_that_names_no_section_counts_for_nothing() -> None:
    assert _slug(VOCABULARY, "来稿/a.txt") == "economy"


def test_the_name_of_the_file_is_no_folder() -> None:
    assert _slug(VOCABULARY, "国际.txt") == "economy"


# Page heads that name a section we don't know


def test_an_unknown_page_head_makes_a_section_of_its_own() -> None:
    classifier, catalogue = Classifier(Config()), Catalogue()
    bulletin = read_bulletin(f"第05版:周边\n\n{VOCABULARY}")
    filed = classifier.classify(bulletin.articles[0], bulletin.front, "a.txt")
    assert (filed.slug, filed.named) == ("", "周边")
    assert catalogue.resolve(filed, "a.txt").slug == "zhoubian"
    assert catalogue["zhoubian"].title == "周边"
    assert [section.slug for section in catalogue.all()][-1] == "zhoubian"


@pytest.mark.parametrize(
    "heads", [("第05版：Ａ股", "第06版：A股"), ("第05版：周　边", "第06版：周边"), ("第05版：A 股", "A06 Ａ股")]
)
def test_a_name_in_other_widths_and_spaces_makes_no_second_section(heads: tuple[str, str]) -> None:
    classifier, catalogue = Classifier(Config()), Catalogue()
    before = len(catalogue.all())
    for head in heads:
        bulletin = read_bulletin(f"{head}\n\n{VOCABULARY}")
        catalogue.resolve(classifier.classify(bulletin.articles[0], bulletin.front, "a.txt"), "a.txt")
    assert [section.title for section in catalogue.all()[before:]] in (["A股"], ["周边"])


@pytest.mark.parametrize("name", ["体　育", "体 育", "ｓｐｏｒｔｓ", "体育新 闻"])
def test_a_section_is_known_in_other_widths_and_spaces(name: str) -> None:
    assert Catalogue().known(name) == "sports"
    assert Catalogue().on_page(name) == "sports"


def test_a_folder_may_have_the_name_of_a_section_that_a_page_head_made() -> None:
    classifier, catalogue = Classifier(Config()), Catalogue()
    bulletin = read_bulletin(VOCABULARY)
    filed = classifier.classify(bulletin.articles[0], bulletin.front, "周边/a.txt")
    assert catalogue.resolve(filed, "周边/a.txt") == filed
    catalogue.on_page("周边")
    assert catalogue.resolve(filed, "周边/a.txt").rule == "folder 周边"


def test_slugs_that_collide_are_numbered() -> None:
    classifier, catalogue = Classifier(Config()), Catalogue()
    text = "".join(
        f"第0{page}版:{name}\n\n# 简讯\n\n{PLAIN}\n\n" for page, name in ((5, "实事"), (6, "时势"), (7, "实事"))
    )
    bulletin = read_bulletin(text)
    filed = [classifier.classify(article, bulletin.front, "a.txt") for article in bulletin.articles]
    slugs = [catalogue.resolve(choice, "a.txt").slug for choice in filed]
    assert slugs == ["shishi", "shishi-2", "shishi"]


@pytest.mark.parametrize("name", ["阿", "啊", "思", "丝"])
def test_our_own_names_are_refused(name: str) -> None:
    assert _slug(f"第05版:{name}\n\n# 简讯\n\n{PLAIN}") not in RESERVED


def test_the_names_that_are_ours() -> None:
    assert {"all", "index", "a", "s", "archive", "feeds", "status"} <= RESERVED


def test_a_slug_of_the_configuration_goes_before_the_pinyin() -> None:
    config = Config(sections=(Section(slug="nearby", title="周边", order=20),))
    assert _slug(f"第05版:周边\n\n{VOCABULARY}", config=config) == "nearby"


def test_two_catalogues_that_read_the_same_make_the_same() -> None:
    text = f"第05版:周边\n\n{VOCABULARY}"
    assert _slug(text) == _slug(text)


# The operator's rules


@pytest.mark.parametrize(
    ("rule", "slug"),
    [
        (Rule(section="culture", headline="江北"), "culture"),
        (Rule(section="culture", place="万象"), "culture"),
        (Rule(section="culture", agency="新华社"), "culture"),
        (Rule(section="culture", headline="江北", place="万象", agency="新华社"), "culture"),
        (Rule(section="culture", headline="江南"), "world"),
        (Rule(section="culture", headline="江北", place="金边"), "world"),
        (Rule(section="culture", agency="中新社"), "world"),
    ],
)
def test_a_rule_holds_where_every_condition_of_it_does(rule: Rule, slug: str) -> None:
    assert _slug(ABROAD, config=Config(rules=(rule,))) == slug


def test_the_first_rule_that_holds_counts() -> None:
    rules = (Rule(section="culture", headline="大桥"), Rule(section="science", headline="江北"))
    assert _slug(VOCABULARY, config=Config(rules=rules)) == "culture"


def test_a_rule_for_a_section_there_is_not_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="`culture`"):
        Classifier(Config(rules=(Rule(section="cultur", headline="江北"),)))


def test_the_operator_s_words_and_places_count() -> None:
    words = Config(sections=(Section(slug="nearby", title="周边", order=20, words=("渡口",)),))
    assert _slug("# 渡口的灯\n\n" + PLAIN, config=words) == "nearby"
    places = Config(sections=(Section(slug="nearby", title="周边", order=20, places=("江北",)),))
    assert _slug("# 灯\n\n新华社江北1月25日电 " + PLAIN, config=places) == "nearby"


@pytest.mark.parametrize(
    ("slug", "text", "instead"),
    [
        ("world", ABROAD, "economy"),
        ("economy", VOCABULARY, "general"),
        ("top", LEADERS, "world"),
        ("world", f"第05版:国际\n\n{VOCABULARY}", "economy"),
    ],
)
def test_a_section_switched_off_gets_nothing(slug: str, text: str, instead: str) -> None:
    off = next(replace(section, on=False) for section in default_sections() if section.slug == slug)
    assert _slug(text, config=Config(sections=(off,))) == instead


# Leaders and leading bodies


@pytest.mark.parametrize(
    "words",
    [
        "中共中央召开座谈会",
        "国务院常务会议部署工作",
        "十四届全国人大四次会议开幕",
        "全国人大常委会举行会议",
        "全国政协召开双周座谈会",
        "中共中央政治局召开会议",
    ],
)
def test_leading_bodies_are_top(words: str) -> None:
    assert _slug(f"# {words}\n\n{PLAIN}") == "top"
    assert _slug(f"# 江北\n\n新华社北京1月25日电 {words}。") == "top"
    assert "leaders" in _file(f"# {words}\n\n{PLAIN}").rule


@pytest.mark.parametrize(
    "words",
    [
        "全国人大代表张三谈房价",
        "全国政协委员李四谈房价",
        "全国人大代表、江北村村民张三谈房价",
        "商务部谈房价",
        "教育部谈房价",
        "交通运输部谈房价",
        "水利部谈房价",
        "人民银行谈房价",
        "越共中央谈房价",
        "滨江市政协谈房价",
        "滨江市人大常委会谈房价",
        "李强师傅谈房价",
        "一片汪洋里的房价",
    ],
)
def test_delegates_ministries_and_namesakes_are_not(words: str) -> None:
    assert _slug(f"# {words}\n\n{PLAIN}") != "top"
    assert "leaders" not in _file(f"# {words}\n\n{PLAIN}").rule


def test_a_body_named_far_down_is_no_evidence() -> None:
    text = "# 江北\n\n" + "这里什么也没有。" * 60 + "国务院常务会议"
    assert _slug(text) == "general"


# Abroad


@pytest.mark.parametrize(
    "place", ["万象", "阿布扎比", "联合国", "莫斯科", "韩国平昌", "日本东京", "布宜诺斯艾利斯", "新加坡", "法国巴黎"]
)
def test_places_abroad(place: str) -> None:
    assert is_abroad(place)
    assert _slug(f"# 灯\n\n新华社{place}1月25日电 {PLAIN}") == "world"


@pytest.mark.parametrize(
    "place",
    ["北京", "香港", "澳门", "台北", "湖北赤壁", "广州", "南极中山站", "滨江", "海南三沙", "蒙自", "巴中", "马尾"],
)
def test_places_at_home(place: str) -> None:
    assert not is_abroad(place)
    assert _slug(f"# 灯\n\n新华社{place}1月25日电 {PLAIN}") == "general"


def test_a_place_abroad_in_the_text_is_no_dateline() -> None:
    assert _slug("# 灯\n\n新华社北京1月25日电 万象的灯。") == "general"


@pytest.mark.parametrize(
    "text",
    [
        "# 世界杯预选赛滨江队夺冠\n\n新华社万象1月25日电 足球世界杯预选赛25日结束,滨江队夺冠,主教练满意。",
        "# 女排联赛半决赛打响\n\n新华社东京1月25日电 女排联赛半决赛25日打响,滨江女排客场险胜对手。",
    ],
)
def test_sport_abroad_is_sport(text: str) -> None:
    assert _slug(text) == "sports"


def test_a_sportsman_abroad_is_not_yet_sport() -> None:
    assert _slug("# 老挝总统会见议长\n\n新华社万象1月25日电 总统25日会见议长,双方谈到一场比赛。") == "world"


# The first page


@pytest.mark.parametrize("head", ["第01版", "01版", "A01", "第A01版", "头版", "第1版", "第０１版"])
def test_the_lead_of_a_first_page_is_top(head: str) -> None:
    text = f"{head}\n\n{VOCABULARY}\n\n# 江南\n\n股票、房价、楼市平稳。"
    assert _slug(text) == "top"
    assert _slug(text, index=1) == "economy"


@pytest.mark.parametrize("head", ["第02版", "A02", "第10版", "B01", "第11版", "A10"])
def test_the_lead_of_another_page_is_not(head: str) -> None:
    assert _slug(f"{head}\n\n{VOCABULARY}") == "economy"


@pytest.mark.parametrize("head", ["第01版:头版", "第01版:要闻版", "03版 要闻"])
def test_a_page_head_names_a_section_we_know_in_other_words(head: str) -> None:
    assert _slug(f"{head}\n\n{VOCABULARY}") == "top"


def test_a_bulletin_without_page_heads_has_no_first_page() -> None:
    assert _slug(VOCABULARY) == "economy"
    assert _slug("2026年1月26日 星期一\n\n" + VOCABULARY) == "economy"


def test_a_page_ends_where_the_next_begins() -> None:
    assert _slug(f"第01版\n\n# 江南\n\n{PLAIN}\n\n第02版\n\n{VOCABULARY}", index=1) == "economy"


def test_a_picture_above_the_lead_is_not_the_lead() -> None:
    text = f"第01版\n\n灯亮了。\n\n新华社发 张三 作\n\n{VOCABULARY}"
    assert [_slug(text, index=index) for index in (0, 1)] == ["photos", "top"]


# Vocabulary


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("围棋联赛落幕,滨江队夺冠", "sports"),
        ("滨江博物馆新展开幕,文物首次亮相", "culture"),
        ("滨江警方破获诈骗案,民警抓获嫌疑人", "society"),
        ("科学家发现恐龙化石,研究团队发表成果", "science"),
        ("滨江小学开学,校长迎接学生", "education"),
        ("海军某部官兵联合训练", "military"),
        ("滨江房价平稳,楼市成交回升", "economy"),
    ],
)
def test_vocabulary(words: str, slug: str) -> None:
    assert _slug(f"# {words}\n\n{words}。") == slug


def test_nothing_tells_general() -> None:
    assert _slug(f"# 灯\n\n{PLAIN}") == "general"


@pytest.mark.parametrize("place", ["巴林左旗", "黑山县", "金门", "中国南极泰山站", "“雪龙2”号"])
def test_names_that_only_look_foreign(place: str) -> None:
    assert not is_abroad(place)


@pytest.mark.parametrize("place", ["紐西蘭", "波黑萨拉热窝", "达沃斯", "布鲁塞尔", "沙特利雅得", "刚果（金）"])
def test_variants_and_seats_of_organisations(place: str) -> None:
    assert is_abroad(place)


# Places and people abroad in a headline


@pytest.mark.parametrize(
    "headline",
    [
        "法国总统接受总理辞呈",
        "法國總統接受總理辭呈",
        "暴雨袭击老挝多地",
        "美军在海上演习",
        "联合国呼吁停火",
        "德国警方通报一起枪击",
    ],
)
def test_a_headline_about_abroad_is_world_news(headline: str) -> None:
    filed = _file(f"# {headline}\n\n{PLAIN}")
    assert (filed.slug, filed.step) == ("world", "a place abroad in the headline")


@pytest.mark.parametrize(
    ("headline", "text", "slug"),
    [
        ("巴西队夺得女排联赛冠军", "决赛三比二。", "sports"),
        ("美联储宣布加息 股市下跌", "银行股大跌,市场震动,投资者抛售股票。", "economy"),
    ],
)
def test_a_headline_about_sport_or_trade_abroad_is_of_its_subject(headline: str, text: str, slug: str) -> None:
    assert _slug(f"# {headline}\n\n{text}") == slug


@pytest.mark.parametrize(
    "headline", ["扎耶德国际机场的灯", "法国路的灯亮了", "日本料理的灯", "中法两国的灯", "外交部的灯 在法国"]
)
def test_half_a_word_a_street_or_a_chinese_party_is_not_abroad(headline: str) -> None:
    assert _file(f"# {headline}\n\n{PLAIN}").step != "a place abroad in the headline"


@pytest.mark.parametrize("opening", ["加德满都消息：", "据加德满都25日消息，"])
def test_news_that_is_relayed_is_of_its_place_not_of_its_dateline(opening: str) -> None:
    assert _slug(f"# 灯\n\n新华社北京1月25日电 {opening}{PLAIN}") == "world"
    assert _slug(f"# 灯\n\n新华社北京1月25日电 滨江消息：{PLAIN}") == "general"


# What the words say


def test_the_choice_names_whole_words_the_longest_first_and_the_runner_up() -> None:
    text = "# 中小学课后服务调整\n\n教师和学生在学校。"
    rule = _file(text).rule
    assert rule.startswith("words 中小学、")
    assert "education " in rule
    assert " of 100, then " in rule
    article = read_bulletin(text).articles[0]
    words = Classifier(Config()).words_for(article, "education")
    assert list(map(len, words)) == sorted(map(len, words), reverse=True)
    assert "小学" not in words


def test_the_fallback_says_what_the_words_would_have_said() -> None:
    filed = _file(VOCABULARY, config=Config(margin=101))
    assert filed.slug == "general"
    assert "economy" in filed.rule


def test_only_sections_that_are_there_compete() -> None:
    text = "# 小伙赢球\n\n三比二。"
    off = tuple(replace(section, on=False) for section in default_sections() if section.slug == "society")
    assert _slug(text) == "society"
    assert _slug(text, config=Config(sections=off)) != "society"


def test_a_section_of_the_operator_s_with_a_dozen_words_gets_its_articles() -> None:
    words = ("渡口", "石矶", "渔港", "船工", "江堤", "轮渡", "码头", "航标", "滩涂", "渔火", "船坞", "江豚")
    own = Config(sections=(Section(slug="river", title="江事", order=20, words=words),))
    for word in words:
        filed = _file(f"# {word}的股票与楼市\n\n股票、房价、楼市平稳。", config=own)
        assert (filed.slug, filed.step) == ("river", "configured words")
        assert word in filed.rule
    assert _slug(VOCABULARY, config=own) == "economy"


# Column tags


@pytest.mark.parametrize(
    ("tag", "slug"), [("【国际】", "world"), ("【体育速递】", "sports"), ("【财经观察】", "economy")]
)
def test_a_column_that_names_a_section_states_it(tag: str, slug: str) -> None:
    assert _file(f"{tag}\n\n# 江北的灯\n\n{PLAIN}").step == "column tag"
    assert _slug(f"{tag}\n\n# 江北的灯\n\n{PLAIN}") == slug


def test_a_column_of_another_name_states_nothing() -> None:
    assert _slug(f"【渔港故事】\n\n# 江北的灯\n\n{PLAIN}") == "general"


def test_a_page_head_goes_before_a_column() -> None:
    assert _slug(f"第05版:文化\n\n【国际】\n\n# 江北的灯\n\n{PLAIN}") == "culture"


@pytest.mark.parametrize("text", [CARTOON, LEADERS, ABROAD, VOCABULARY, f"# 江北大桥\n\n{PLAIN}"])
def test_a_section_is_the_same_where_nobody_asks_why(text: str) -> None:
    bulletin, classifier = read_bulletin(text), Classifier(Config())
    (article,) = bulletin.articles
    told = classifier.classify(article, bulletin.front, "a.txt")
    assert classifier.classify(article, bulletin.front, "a.txt", explains=False)._replace(rule=told.rule) == told
