"""Prefectures, the eight regions, and the major groups of the Japan Standard Industrial
Classification.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Prefecture(models.TextChoices):
    """The first two digits of every local government's code (JIS X 0401)."""

    P01 = "01", _("北海道")
    P02 = "02", _("青森県")
    P03 = "03", _("岩手県")
    P04 = "04", _("宮城県")
    P05 = "05", _("秋田県")
    P06 = "06", _("山形県")
    P07 = "07", _("福島県")
    P08 = "08", _("茨城県")
    P09 = "09", _("栃木県")
    P10 = "10", _("群馬県")
    P11 = "11", _("埼玉県")
    P12 = "12", _("千葉県")
    P13 = "13", _("東京都")
    P14 = "14", _("神奈川県")
    P15 = "15", _("新潟県")
    P16 = "16", _("富山県")
    P17 = "17", _("石川県")
    P18 = "18", _("福井県")
    P19 = "19", _("山梨県")
    P20 = "20", _("長野県")
    P21 = "21", _("岐阜県")
    P22 = "22", _("静岡県")
    P23 = "23", _("愛知県")
    P24 = "24", _("三重県")
    P25 = "25", _("滋賀県")
    P26 = "26", _("京都府")
    P27 = "27", _("大阪府")
    P28 = "28", _("兵庫県")
    P29 = "29", _("奈良県")
    P30 = "30", _("和歌山県")
    P31 = "31", _("鳥取県")
    P32 = "32", _("島根県")
    P33 = "33", _("岡山県")
    P34 = "34", _("広島県")
    P35 = "35", _("山口県")
    P36 = "36", _("徳島県")
    P37 = "37", _("香川県")
    P38 = "38", _("愛媛県")
    P39 = "39", _("高知県")
    P40 = "40", _("福岡県")
    P41 = "41", _("佐賀県")
    P42 = "42", _("長崎県")
    P43 = "43", _("熊本県")
    P44 = "44", _("大分県")
    P45 = "45", _("宮崎県")
    P46 = "46", _("鹿児島県")
    P47 = "47", _("沖縄県")


class Region(models.TextChoices):
    """The eight regions of school geography; the public status counts by these and never by
    prefecture.
    """

    HOKKAIDO = "hokkaido", _("北海道")
    TOHOKU = "tohoku", _("東北")
    KANTO = "kanto", _("関東")
    CHUBU = "chubu", _("中部")
    KINKI = "kinki", _("近畿")
    CHUGOKU = "chugoku", _("中国")
    SHIKOKU = "shikoku", _("四国")
    KYUSHU = "kyushu", _("九州・沖縄")


LAST_OF_REGION = {
    "01": Region.HOKKAIDO,
    "07": Region.TOHOKU,
    "14": Region.KANTO,
    "23": Region.CHUBU,
    "30": Region.KINKI,  # 三重県 (24) counts to 近畿, as in school geography
    "35": Region.CHUGOKU,
    "39": Region.SHIKOKU,
    "47": Region.KYUSHU,
}
REGIONS: dict[str, Region] = {
    code: next(region for last, region in LAST_OF_REGION.items() if code <= last)
    for code in Prefecture.values
}


class Industry(models.TextChoices):
    """Major groups of 日本標準産業分類 (14th revision)."""

    GROUP_A = "A", _("農業、林業")
    GROUP_B = "B", _("漁業")
    GROUP_C = "C", _("鉱業、採石業、砂利採取業")
    GROUP_D = "D", _("建設業")
    GROUP_E = "E", _("製造業")
    GROUP_F = "F", _("電気・ガス・熱供給・水道業")
    GROUP_G = "G", _("情報通信業")
    GROUP_H = "H", _("運輸業、郵便業")
    GROUP_I = "I", _("卸売業、小売業")
    GROUP_J = "J", _("金融業、保険業")
    GROUP_K = "K", _("不動産業、物品賃貸業")
    GROUP_L = "L", _("学術研究、専門・技術サービス業")
    GROUP_M = "M", _("宿泊業、飲食サービス業")
    GROUP_N = "N", _("生活関連サービス業、娯楽業")
    GROUP_O = "O", _("教育、学習支援業")
    GROUP_P = "P", _("医療、福祉")
    GROUP_Q = "Q", _("複合サービス事業")
    GROUP_R = "R", _("サービス業(他に分類されないもの)")
    GROUP_S = "S", _("公務(他に分類されるものを除く)")
    GROUP_T = "T", _("分類不能の産業")
