"""Which step leads where and who may take it, as rows."""
