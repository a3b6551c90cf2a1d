"""What people do when a lead is selected. No request, no form, no commit."""
