"""What do the codes of the trade say: batteries, boxes, manifests, companies, wastes?

Every module here is pure: text in, a frozen value or a named fault out. Start at ``recognise``.
"""
