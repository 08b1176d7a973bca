"""The workspace as a person sees it: what the page is told and may do, and the page itself (`static`)."""
