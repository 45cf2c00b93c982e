import Basics
import HTTP
import Localization
import Looks

extension Request {
  /// What stands around a page of this tenant. `section` is the path of the entry it belongs to: `/orders`.
  package func shell(section: String) -> Shell {
    let others = member.memberships.filter { $0.tenant.slug != tenant.slug }
    return Shell(
      tenantName: tenant.name, home: "/t/\(tenant.slug)",
      otherTenants: others.map { Link($0.tenant.name, "/t/\($0.tenant.slug)") },
      personName: member.personName,
      accountPath: "/account", signOutPath: "/sign-out", navigation: navigation(section: section),
      languages: languageChoices, searchPath: site.search.flatMap { can($0) ? path("/search") : nil },
      banner: site.banner(self),
      flash: facts.flash.map { [$0] } ?? [])
  }

  private func navigation(section: String) -> [NavigationItem] {
    site.navigation.filter { can($0.permission) }.map { entry in
      let rest = entry.path == "/" ? "" : entry.path
      return NavigationItem(
        title: entry.title, path: path(rest), icon: entry.icon, isCurrent: entry.path == section)
    }
  }
}

extension WebRequest {
  /// The languages the reader is not reading in, and where to change to them and come back here.
  package var languageChoices: [LanguageChoice] {
    let back = http.method.isSafe ? address : "/"
    return Language.allCases.filter { $0 != locale.language }.map { language in
      LanguageChoice(language, path: "/language/\(language.rawValue)?next=\(SignInPath.encoded(back))")
    }
  }
}
