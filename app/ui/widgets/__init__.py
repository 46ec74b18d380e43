"""Parts that know no answer: fields, chips, pictures."""
