"""What are the factors of a rate called, in Chinese and in English?"""

from __future__ import annotations

from reports.indicators.co_benefits import Attribution
from reports.indicators.data_quality import Part
from reports.methods.definition import Text

FACTORS: dict[str, Text] = {
    "L": Text("去向不明 L", "unaccounted for, L"),
    "R_EPR": Text("交付量 ÷ 销售基数", "deliveries by sales base"),
    "a": Text("规范收集率 a", "normative collection a"),
    "all_receipts_t": Text("全部接收，吨", "all receipts, t"),
    "alloying_t": Text("合金元素，吨", "alloying metals, t"),
    "arising_t": Text("理论产生量，吨", "waste arising, t"),
    "at_edge": Text("拟合落在边界", "fit at the edge"),
    "b": Text("合法流向率 b", "legal flow b"),
    "beta_of_the_returned": Text("只用已回收的 β", "β of the returned alone"),
    "by_gross_mass": Text("按毛重（诊断）", "by gross mass (diagnostic)"),
    "by_place_of_collection": Text("按收集地（诊断）", "by place of collection (diagnostic)"),
    "closure": Text("闭合差 ε", "closure ε"),
    "coded_share": Text("有码份额", "share with a code"),
    "cofeed_lead_t": Text("外购料含铅，吨", "lead bought in, t"),
    "cofeed_rule": Text("外购料规则", "rule for co-feed"),
    "collected_t": Text("收集量，吨", "collected, t"),
    "cooperative_t": Text("合作回收，吨", "cooperative network, t"),
    "counted": Text("计入的产出", "outputs counted"),
    "coverage": Text("寿命覆盖 Σf", "lifetimes covered, Σf"),
    "deducted": Text("扣除的投入", "deducted from the input"),
    "deliveries_over_arising": Text("交付量 ÷ 产生量", "deliveries by arising"),
    "deliveries_t": Text("交付量，吨", "deliveries, t"),
    "eligible_collected_t": Text("计入的回收量，吨", "collected that counts, t"),
    "eta_of_the_returned": Text("只用已回收的 η", "η of the returned alone"),
    "eta_pb": Text("铅收得率 η", "lead yield η"),
    "eta_weighted_by": Text("铅收得率按何加权", "lead yield weighted by"),
    "exchanged_t": Text("外省及国家系统告知的首次接收，吨", "first receipts told by others, t"),
    "exchanged_without_mass": Text("对方未告知质量的批次", "loads told without a mass"),
    "from_net_inflow_t": Text("来自净流入，吨", "from net in-flow, t"),
    "from_sales_t": Text("来自销售，吨", "from sales, t"),
    "half_width_95_t": Text("95 % 半宽，吨", "half width at 95 %, t"),
    "imputed_share": Text("推算质量份额", "share of mass imputed"),
    "in_use_or_supplied_t": Text("在用或供给量，吨", "in use or supplied, t"),
    "input_t": Text("投入，吨", "input, t"),
    "joint": Text("各省合计", "provinces together"),
    "late_t": Text("逾期运抵，吨", "arrived late, t"),
    "lawful_intake_share": Text("合法来源份额 ρ", "lawful intake ρ"),
    "lead_available_t": Text("可得电池铅，吨", "battery lead available, t"),
    "lead_in_t": Text("投入铅，吨", "lead in, t"),
    "lead_out_t": Text("产出铅，吨", "lead out, t"),
    "lead_share_ratio": Text("废电池与售出电池铅含量之比", "lead share, waste by sold"),
    "left_out_by_option": Text("按选项不计", "left out by option"),
    "loss_method": Text("损失法（上限）", "loss method (upper bound)"),
    "manifest_open_t": Text("联单未闭合，吨", "manifest not closed, t"),
    "mean_life_of_the_returned_years": Text(
        "只用已回收的平均寿命，年", "mean life of the returned alone, years"
    ),
    "mean_life_years": Text("平均寿命，年", "mean life, years"),
    "members_without_obligation": Text("尚无义务的成员", "members without an obligation yet"),
    "net_battery_imports_t": Text("电池净进口，吨", "net battery imports, t"),
    "net_scrap_imports_t": Text("废料净进口，吨", "net scrap imports, t"),
    "net_vehicle_imports_t": Text("随车净进口，吨", "net imports in vehicles, t"),
    "no_dispatch_t": Text("无发出记录，吨", "no dispatch recorded, t"),
    "not_arrived_t": Text("未运抵，吨", "not arrived, t"),
    "not_given": Text("没有给出", "not given"),
    "out_of_tolerance_t": Text("两端质量不符，吨", "out of tolerance, t"),
    "output_t": Text("产出，吨", "output, t"),
    "own_t": Text("自主回收，吨", "own network, t"),
    "pieces_without_mass": Text("没有质量的件数", "pieces without a mass"),
    "processed_by_arising": Text("处理量 ÷ 产生量", "processed by arising"),
    "production_scrap_t": Text("边角废料（不计），吨", "production scrap (not counted), t"),
    "rate_on_mean_of_five": Text("按五年平均计算的回收率", "rate on the mean of five years"),
    "receipts_over_base": Text("首次接收 ÷ 销售基数", "first receipts by sales base"),
    "recycling_efficiency": Text("再生利用效率 R_E", "recycling efficiency R_E"),
    "returned": Text("已回收只数", "returned"),
    "sales_base_t": Text("销售基数，吨", "sales base, t"),
    "sales_mean_of_five_t": Text("五年平均销售，吨", "mean sales of five years, t"),
    "sales_years": Text("基数所用年度", "years of the base"),
    "shipments_due_t": Text("按寿命移位的出货，吨", "shipments shifted by life, t"),
    "status": Text("状态", "status"),
    "still_out": Text("尚在用只数", "still out"),
    "stock_neutral": Text("不受库存影响的值", "stock-neutral value"),
    "target": Text("目标", "target"),
    "target_met": Text("是否达标", "target met"),
    "tested_on": Text("以何值判断", "tested on"),
    "tier_1_t": Text("1 级：地磅，吨", "tier 1: weighbridge, t"),
    "tier_2_t": Text("2 级：型号质量，吨", "tier 2: model mass, t"),
    "tier_3_t": Text("3 级：类别均值，吨", "tier 3: class mean, t"),
    "tier_4_t": Text("4 级：默认值，吨", "tier 4: default, t"),
    "trailing_3y": Text("三年滚动值", "trailing mean of three years"),
    "u_relative": Text("相对标准不确定度", "relative standard uncertainty"),
    "u_t": Text("标准不确定度，吨", "standard uncertainty, t"),
    "uncertainty_not_given": Text("未给不确定度的项", "parts without an uncertainty"),
    "unexplained_share": Text("未说明的份额", "share unexplained"),
    "unknown_origin_t": Text("来源不明，吨", "unknown origin, t"),
    "unlicensed_t": Text("无有效许可证（不计），吨", "no valid licence (not counted), t"),
    "unsold_stock_t": Text("库存退货（不计），吨", "unsold stock (not counted), t"),
    "v": Text("核实份额 v", "verified share v"),
    "v0": Text("核实份额 v0（联单前）", "verified share v0, before manifests"),
    "verified_deliveries_t": Text("经核实交付，吨", "verified deliveries, t"),
    "verified_over_base": Text("经核实交付 ÷ 销售基数", "verified deliveries by sales base"),
    "verified_t": Text("经核实，吨", "verified, t"),
    "wip_change_t": Text("在制品含铅变化，吨", "change of lead in work in progress, t"),
}

PARTS: dict[Part, Text] = {
    Part.COMPLETENESS: Text("完整性", "completeness"),
    Part.CLOSURE: Text("闭合性", "closure"),
    Part.WEIGHT_TIER: Text("计量等级", "weight tier"),
    Part.TIMELINESS: Text("及时性", "timeliness"),
    Part.CONSISTENCY: Text("一致性", "consistency"),
    Part.INDEPENDENCE: Text("独立性", "independence"),
}

FACTORS |= {part.value: text for part, text in PARTS.items()}
FACTORS |= {
    "after_g": Text("之后，g TEQ/年", "after, g TEQ a year"),
    "attribution": Text("归因方式", "attribution"),
    "before_g": Text("之前，g TEQ/年", "before, g TEQ a year"),
    "certifiable": Text("可以认定", "can be certified"),
    "claimed_t": Text("申报量，吨", "claimed, t"),
    "confidence": Text("置信度", "confidence"),
    "credited_likely_t": Text("按最可能的差错计入，吨", "credited by the likely error, t"),
    "credited_t": Text("计入量，吨", "credited, t"),
    "drawn": Text("抽取数", "drawn"),
    "errors": Text("有差错的", "in error"),
    "factors_used": Text("所用因子", "factors used"),
    "grade": Text("等级", "grade"),
    "indicative_only": Text("仅供参考", "indicative only"),
    "likely_error": Text("最可能的差错份额", "likely share of error"),
    "understated": Text("少报的", "understated"),
    "unit": Text("单位", "unit"),
    "unverified": Text("未核实的因子", "factors that nobody verified"),
}

ATTRIBUTIONS: dict[Attribution, Text] = {
    Attribution.MEASURED: Text("实测", "measured"),
    Attribution.NAIVE: Text("简单归因", "naive"),
    Attribution.CONSEQUENTIAL: Text("后果归因", "consequential"),
}


def factor_word(name: str) -> Text | None:
    """What a factor is called; 'collected_t/42' is the same as 'collected_t', and of 42."""
    head, _, of = name.partition("/")
    found = FACTORS.get(head)
    if found is None or not of:
        return found
    return Text(f"{found.zh}：{of}", f"{found.en}: {of}")
