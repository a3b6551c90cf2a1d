"""What can be read in the ledger."""
