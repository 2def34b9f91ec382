#define CATCH_CONFIG_MAIN
#include "TestFramework.h"
