"""Names that only a third party handed in: kept apart, seen by one office, never counted, erased in time unless confirmed."""
