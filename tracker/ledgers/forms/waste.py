"""The ledgers of hazardous waste, HJ 1259-2022 appendix B.1 to B.5: made, stored, out, used, sent.

Their rows are batches, and the chain 产生 → 入库 → 出库 → 利用 is a lot's life. The forms carry no
number of batteries: a lot that was only weighed has 0 pieces.
"""

from __future__ import annotations

from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.mass import MOST_LOT_G
from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material
from tracker.ledgers import cells
from tracker.ledgers.columns import (
    MOST_PIECES,
    NOTE,
    day_column,
    mass_column,
    site_column,
    spellings,
    words_of,
)
from tracker.ledgers.form import Column, Form
from tracker.ledgers.forms.receipts import waste
from tracker.ledgers.forms.waste_rows import codes, left, made, stored, used

_K = ScanKind
_BATCH = cells.line(80)


def _batch(zh: str, example: str, *, needed: bool = False) -> Column:
    return Column("batch", zh, "batch code", _BATCH, needed, (f"{zh[:-2]}号", "批次编码"),
                  example=example)  # fmt: skip


def _sources(zh: str, *also: str, example: str, needed: bool = True) -> Column:
    return Column("sources", zh, "source batch codes", cells.several(_BATCH), needed, also,
                  example=example)  # fmt: skip


def _common(amount: str, *also: str) -> tuple[Column, ...]:
    """The columns that all five forms have between the time and the batch they continue."""
    return (
        Column("container", "容器/包装编码", "container code", cells.line(80), also=("容器编码",)),
        Column("container_type", "容器/包装类型", "container type", cells.line(80), also=("类型",)),
        Column("containers", "容器/包装数量", "containers", cells.line(40), also=("容器数量",)),
        Column(
            "alias", "行业俗称/单位内部名称", "name in use", cells.line(200),
            also=("名称", "危险废物名称", "行业俗称"), example="废铅蓄电池",
        ),
        Column(
            "listed", "国家危险废物名录名称", "listed name", cells.line(500), also=("名录名称",),
            example="废铅蓄电池",
        ),
        Column(
            "waste_class", "废物类别", "waste class", cells.line(20),
            also=("危险废物类别", "类别"), example="HW31",
        ),
        Column(
            "waste", "废物代码", "waste code", waste, also=("危险废物代码", "代码"),
            example=WASTE_LEAD_BATTERIES,
        ),
        mass_column(
            amount, "amount", "吨", *also, "数量", needed=True, unit_of="unit", example="1.2"
        ),
        Column("unit", "计量单位", "unit of mass", cells.line(20), also=("单位",), example="吨"),
        Column("pieces", "电池数量", "batteries", cells.count(MOST_PIECES, least=0),
               also=("只数",)),
    )  # fmt: skip


def _site(zh: str, *also: str) -> Column:
    return site_column(zh, "facility or site", "场所编码", *also)


def _clerk(zh: str) -> Column:
    return Column(f"clerk_{zh}", zh, f"clerk {zh}", cells.line(80))


_MADE = Form(
    "b1", "危险废物产生环节记录表", "HJ 1259 B.1 waste made", (
        _batch("产生批次编码", "HWCS20261002001", needed=True),
        day_column("产生时间", "time made", "产生日期"),
        *_common("产生量"),
        _site("产生危险废物设施编码", "产生设施编码", "设施编码"),
        _clerk("产生部门经办人"),
        Column("destination", "去向", "destination", cells.line(200)),
        NOTE,
    ), made, codes, own="batch",
)  # fmt: skip

_STORED = Form(
    "b2", "危险废物入库环节记录表", "HJ 1259 B.2 waste stored", (
        _batch("入库批次编码", "HWRK20261002001", needed=True),
        day_column("入库时间", "time stored", "入库日期"),
        *_common("入库量"),
        _site("贮存设施编码", "设施编码"),
        Column("facility_type", "贮存设施类型", "type of store", cells.line(80)),
        _clerk("运送部门经办人"),
        _clerk("贮存部门经办人"),
        _sources("产生批次编码", "来源批次编码", example="HWCS20261002001", needed=False),
        NOTE,
    ), stored, codes, own="batch",
)  # fmt: skip

_OUT = Form(
    "b3", "危险废物出库环节记录表", "HJ 1259 B.3 waste taken out", (
        _batch("出库批次编码", "HWCK20261003001", needed=True),
        day_column("出库时间", "time taken out", "出库日期", example="2026-10-03"),
        *_common("出库量"),
        _site("贮存设施编码", "设施编码"),
        Column("facility_type", "贮存设施类型", "type of store", cells.line(80)),
        _clerk("出库部门经办人"),
        _clerk("运送部门经办人"),
        _sources("入库批次编码", "来源批次编码", example="HWRK20261002001"),
        Column(
            "receiver", "去向", "destination", cells.line(200), needed=True,
            also=("接收场所编码", "接收单位名称"), example="SMELTER-1",
        ),
        NOTE,
    ), left, codes, own="batch", whole="mass",
)  # fmt: skip

_USED = Form(
    "b4", "危险废物自行利用/处置环节记录表", "HJ 1259 B.4 waste used here", (
        Column(
            "batch", "自行利用/处置批次编码", "batch code", _BATCH, True,
            ("自行利用批次编码", "利用批次编码", "自行利用处置批次编码"),
            example="HWZXLY20261004001",
        ),
        day_column("自行利用/处置时间", "time used", "利用时间", "自行利用时间", "处置时间",
                   example="2026-10-04"),
        *_common("自行利用/处置量", "自行利用量", "利用量"),
        _site("自行利用/处置设施编码", "利用设施编码", "设施编码"),
        Column("method", "自行利用/处置方式", "method", cells.line(80),
               also=("利用方式", "方式"), example="R4"),
        Column("finished", "自行利用/处置完毕时间", "time finished", cells.moment,
               also=("完毕时间",)),
        _clerk("自行利用/处置部门经办人"),
        _sources("产生批次编码/出库批次编码", "产生批次编码", "出库批次编码", "来源批次编码",
                 example="HWCK20261003001"),
        Column("output", "产出物编码", "code of the output", _BATCH, also=("产物编码",)),
        Column(
            "material", "产出物种类", "material", cells.choice(spellings("material", Material)),
            also=("产出物", "产物"), choices=words_of("material", Material),
        ),
        Column("output_mass", "产出量", "amount of the output", cells.grams(MOST_LOT_G),
               also=("产物量",), unit="吨"),
        NOTE,
    ), used, codes, whole="mass",
)  # fmt: skip

_SENT = Form(
    "b5", "危险废物委外利用/处置记录表", "HJ 1259 B.5 waste sent out", (
        Column(
            "batch", "委外利用/处置批次编码", "batch code", _BATCH, True,
            ("委外利用批次编码", "委外利用处置批次编码"), example="HWWWLY20261005001",
        ),
        day_column("出厂时间", "time left", "出厂日期", example="2026-10-05"),
        *_common("委外利用/处置量", "委外利用量", "委外量"),
        _site("贮存设施编码", "设施编码"),
        Column("method", "委外利用/处置方式", "method", cells.line(80),
               also=("利用处置方式", "方式"), example="R4"),
        Column("receiver_type", "接收单位类型", "type of receiver", cells.line(80)),
        Column("receiver", "接收单位名称", "receiver", cells.line(200),
               also=("危险废物经营许可证持有单位名称", "单位名称", "接收单位")),
        Column("licence", "许可证编码", "licence number", cells.line(80),
               also=("危险废物经营许可证编码", "许可证编号"), example="4201000001"),
        _sources("产生批次编码/出库批次编码", "产生批次编码", "出库批次编码", "来源批次编码",
                 example="HWRK20261002001"),
        NOTE,
    ), left, codes, own="batch", whole="mass",
)  # fmt: skip

WASTE_FORMS: tuple[Form, ...] = (_MADE, _STORED, _OUT, _USED, _SENT)
