"""What people do: declare, report and accept; form a team; record activities and agreements."""
