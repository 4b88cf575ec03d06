"""A survey as a campaign: who was asked, who returned a file or nothing, who is late, and how complete it is, level by level."""
