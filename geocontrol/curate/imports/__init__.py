"""Other people's tables to drafts of records, with their provenance."""
