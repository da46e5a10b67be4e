"""Making and keeping a project: doubts, drafts, imports, new folders."""
