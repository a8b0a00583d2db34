"""xlperf: performance forms (绩效目标申报表, 绩效自评表) in, one departmental 汇总表 out."""

__version__ = "0.1.0"
