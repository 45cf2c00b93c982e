print("template compiler")
