"""Thirty days of hourly runs on a made-up press web that fails at random, in one process."""
