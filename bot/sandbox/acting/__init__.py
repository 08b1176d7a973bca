"""What people and admins do in the workspace. The page, the stories and the tests call the same functions."""
