"""What one level hands to the next in a summary (逐级汇总): the forms as written, their codes, and the check of both."""
