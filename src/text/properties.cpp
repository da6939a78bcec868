#include "text/properties.h"

namespace runon::text::tables {
#include "properties_table.inc"
}  // namespace runon::text::tables
