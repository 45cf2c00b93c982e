import Basics
import HTML
import Localization

/// Where the buyers are.
struct PlacesCard: Sendable {
  let title: Message
  let bars: RankedBars?
  let downloadPath: String

  /// How many places a card shows; the rest are one row.
  static let shown = 7

  init(_ ranking: PlaceRanking, _ days: ClosedRange<LocalDate>, _ words: SalesWords, downloadPath: String) {
    self.downloadPath = downloadPath
    switch ranking.kind {
    case .countries: title = "Countries"
    case .regions(let country): title = country.isEmpty ? "Regions" : "Regions of \(country)"
    }
    let address = SalesAddress(path: words.path, days: days)
    let shown = ranking.places.count <= PlacesCard.shown + 1 ? ranking.places.count : PlacesCard.shown
    var rows = ranking.places.prefix(shown).map { PlacesCard.row($0, ranking.kind, address, words) }
    let others = Array(ranking.places.dropFirst(shown))
    if !others.isEmpty { rows.append(PlacesCard.others(others, words)) }
    bars =
      rows.isEmpty
      ? nil
      : RankedBars(
        title: words.t(title), labelTitle: words.t("Place"), valueTitle: words.t("Net sales"),
        earlierTitle: words.t("Before"), changeTitle: words.t("Change"), rows: rows)
  }

  private static func row(
    _ place: PlaceSales, _ kind: PlaceRanking.Kind, _ address: SalesAddress, _ words: SalesWords
  ) -> RankedBars.Row {
    var (name, path) = (place.country, address.country(place.country))
    if case .regions(place.country) = kind {
      (name, path) = (place.region, address.region(place.region, of: place.country))
    }
    return RankedBars.Row(
      ChartLabel(name.isEmpty ? words.t("Not named") : name), note: words.t("\(place.orders) orders"),
      value: words.value(place.net), valuePath: name.isEmpty ? nil : path,
      earlier: words.value(place.netBefore), change: words.change(place.net, before: place.netBefore))
  }

  private static func others(_ places: [PlaceSales], _ words: SalesWords) -> RankedBars.Row {
    let net = places.reduce(Int64(0)) { $0.addingLimited($1.net) }
    let before = places.reduce(Int64(0)) { $0.addingLimited($1.netBefore) }
    return RankedBars.Row(
      ChartLabel(words.t("\(places.count) other places")),
      note: words.t("\(places.reduce(0) { $0 + $1.orders }) orders"), value: words.value(net),
      earlier: words.value(before), change: words.change(net, before: before))
  }
}
