import Glibc
import Operations

exit(CommandTable(Commands.all).run(CommandLine.arguments))
