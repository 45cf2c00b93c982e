import HTML
import Looks

/// Finds permissions on the page as one types; there where scripts run.
struct PermissionSearch: Sendable {}
