"""Mutation testing of the core: what changes in the code would no test notice?"""
