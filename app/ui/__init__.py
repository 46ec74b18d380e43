"""The window: shows the worksheet, calculates nothing.

What knows no Qt is imported before Qt: from then on PySide reads the source of every module that
is imported, in search of its own name, and a start took 5 ms longer.
"""

import app.core.entry_fields
import app.core.label_fill
import app.reference
import app.site.shelf_memory
import app.site.user_theme
import app.ui.answered
import app.wording.checklist_text
import app.wording.claim_lines
import app.wording.order_lines
import app.wording.readiness
import app.wording.vial_lines  # noqa: F401 for its order alone
