"""What does it cost? Measurements that print ratios of one run; never timed tests."""
