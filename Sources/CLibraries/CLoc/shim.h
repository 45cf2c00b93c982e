#include <libloc/libloc.h>
#include <libloc/database.h>
#include <libloc/network.h>
