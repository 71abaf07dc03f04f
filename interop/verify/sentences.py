"""How is each finding about a bundle said, in Chinese and in English?

The verifier must run where nothing of the house is installed, therefore its sentences stand here
and not in the catalogues.
"""

from __future__ import annotations

#: code -> (Chinese, English); places in braces are filled.
SENTENCES: dict[str, tuple[str, str]] = {
    # what holds
    "files_whole": (
        "全部 {count} 个文件与清单一致。",
        "All {count} files are as the manifest says.",
    ),
    "record_signed": (
        "记录 {record} 由其来源机构以密钥 {kid} 签名，签名有效。",
        "Record {record} is signed by its origin with key {kid}; the signature fits.",
    ),
    "message_holds": (
        "该记录确在编号 {message} 的报文中发送。",
        "The record was sent in message {message}.",
    ),
    "receipt_holds": (
        "{receiver} 以签名回执确认于 {at} 收到该记录，摘要一致。",
        "{receiver} confirmed by signed receipt that it had the record at {at}, digest and all.",
    ),
    "log_includes": (
        "该记录是 {keeper} 日志（共 {size} 条）的第 {place} 条。",
        "The record is entry {place} of {size} in the log of {keeper}.",
    ),
    "head_signed": (
        "日志头由 {keeper} 于 {at} 签名。",
        "The head of the log was signed by {keeper} at {at}.",
    ),
    "head_countersigned": (
        "日志头另由 {partner} 会签。",
        "The head was countersigned by {partner}.",
    ),
    "log_grew": (
        "出具回执时的日志是该日志的前一段，未被改写。",
        "The log of the receipt is the beginning of this log; nothing was rewritten.",
    ),
    "chain_holds": (
        "各版本的记录前后相接。",
        "The versions of the record continue one another.",
    ),
    "attachment_whole": (
        "附件 {name} 与其摘要一致。",
        "Attachment {name} is the one that its digest names.",
    ),
    "keys_trusted": (
        "所用密钥的指纹均与您给出的一致。",
        "The fingerprints of all keys used are among those that you gave.",
    ),
    # what a person must look at
    "keys_to_compare": (
        "请将下列密钥指纹与书面留存的指纹逐一核对，再用 --trust 给出：{kid} = {fingerprint}",
        "Compare this fingerprint with the one on paper, then give it by --trust: "
        "{kid} = {fingerprint}",
    ),
    "key_fell_later": (
        "密钥 {kid} 在签名之后被{what}；签名当时有效。",
        "Key {kid} was {what} after it signed; it was good at that time.",
    ),
    "not_countersigned": (
        "日志头未经对方会签。",
        "The head was not countersigned by the partner.",
    ),
    "algorithm_unknown": (
        "密钥 {kid} 的算法本程序不能验证，未计入。",
        "The algorithm of key {kid} cannot be checked by this program; it was not counted.",
    ),
    "timestamp_not_judged": (
        "含有时间戳令牌，本程序不作判断；请用时间戳机构的工具验证。",
        "A time-stamp token is included and not judged here; use a tool of its authority.",
    ),
    # what does not hold
    "file_missing": ("缺少文件 {name}。", "The file {name} is missing."),
    "file_surplus": ("含有清单以外的文件 {name}。", "The file {name} is not in the manifest."),
    "file_changed": ("文件 {name} 与清单不符。", "The file {name} is not the one of the manifest."),
    "file_unreadable": ("文件 {name} 无法读取。", "The file {name} cannot be read."),
    "key_unknown": (
        "密钥 {kid} 不在密钥登记中。",
        "Key {kid} is not in the key history.",
    ),
    "signature_misfit": (
        "以密钥 {kid} 所作的签名与内容不符。",
        "The signature with key {kid} does not fit.",
    ),
    "key_not_good": (
        "密钥 {kid} 在 {at} 无效（{what}）。",
        "Key {kid} was not good at {at} ({what}).",
    ),
    "not_by_origin": (
        "记录 {record} 没有来源机构的有效签名。",
        "Record {record} has no good signature of its origin.",
    ),
    "message_lacks_record": (
        "所附报文中没有该记录。",
        "The message does not hold the record.",
    ),
    "receipt_not_for_message": (
        "回执与所附报文不符。",
        "The receipt does not answer the message.",
    ),
    "receipt_not_signed": (
        "回执没有接收机构的有效签名。",
        "The receipt has no good signature of the receiver.",
    ),
    "receipt_lacks_record": (
        "回执没有确认收到该记录。",
        "The receipt does not confirm the record.",
    ),
    "log_lacks_record": (
        "存在证明不成立：该记录不在日志中。",
        "The proof does not hold: the record is not in the log.",
    ),
    "head_not_signed": (
        "日志头没有其机构的有效签名。",
        "The head has no good signature of its keeper.",
    ),
    "head_of_another_log": (
        "日志头不是出具回执的机构的日志。",
        "The head is not that of the receiver's log.",
    ),
    "log_rewritten": (
        "回执所载日志与日志头相矛盾：日志曾被改写，或缺少一致性证明。",
        "The log of the receipt contradicts the head: it was rewritten, or the proof is missing.",
    ),
    "time_in_future": (
        "{what}的时间晚于现在（{at}）。",
        "The {what} is of a time that is yet to come; it is {at} now.",
    ),
    "chain_broken": (
        "记录 {record} 与前一版本不相接。",
        "Record {record} does not continue the version before it.",
    ),
    "attachment_changed": (
        "附件 {name} 与其摘要不符。",
        "Attachment {name} is not the one that its digest names.",
    ),
    "key_not_trusted": (
        "密钥 {kid} 的指纹 {fingerprint} 不在您给出的指纹之中。",
        "The fingerprint of key {kid}, {fingerprint}, is not among those that you gave.",
    ),
    # the end
    "holds": (
        "结论：证据成立。",
        "Conclusion: the evidence holds.",
    ),
    "holds_if_keys": (
        "结论：证据自身成立；密钥指纹尚待核对，核对之前不能作为结论。",
        "Conclusion: sound in itself; nothing is proved before the keys are compared.",
    ),
    "does_not_hold": (
        "结论：证据不成立。",
        "Conclusion: the evidence does not hold.",
    ),
    "no_bundle": (
        "{path} 不是可读取的证据包：{why}",
        "{path} is no bundle of evidence that can be read: {why}",
    ),
}

#: Words in places, said in Chinese; English shows them as they are.
WORDS = {
    "revoked": "吊销",
    "compromised": "宣布失密",
    "not_approved": "尚未批准",
    "not_yet": "尚未生效",
    "expired": "已过期",
    "receipt": "回执",
    "head": "日志头",
    "not a zip": "不是 zip 文件",
    "no manifest": "没有可读取的清单",
    "too large": "过大",
    "names": "文件名重复或不当",
    "no such file": "没有这个文件",
}


def sentence(code: str, language: str, /, **params: object) -> str:
    """The finding in ``zh`` or ``en``."""
    chinese, english = SENTENCES[code]
    if language == "en":
        return english.format(**params)
    said = {name: WORDS.get(str(value), value) for name, value in params.items()}
    return chinese.format(**said)
