"""评议: rounds, roll, slips, the sealed urn, results and weak links."""
