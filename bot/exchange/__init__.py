"""The rules of the exchange: what a referral is, who may do what with it, and what follows.

Pure: values in, values out. No I/O, no clock of its own, no knowledge of Slack or of a database.
"""
