"""What does the screen in the mayor's office show, all day and without anybody at it?"""
