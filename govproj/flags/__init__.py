"""红旗: fifty rules over what is recorded; each firing is a question with an answer, never a verdict."""
