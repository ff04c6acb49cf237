// Nothing stands on this storey yet.
