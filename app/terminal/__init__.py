"""The commands of the terminal, one module each: no Qt, and nothing imported before its use."""
