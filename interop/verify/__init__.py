"""What an auditor runs in ten years: checks an evidence bundle with nothing but `cryptography`."""
