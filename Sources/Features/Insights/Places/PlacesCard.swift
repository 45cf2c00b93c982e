import Basics
import HTML
import Localization

/// Where the buyers are.
struct PlacesCard: Sendable {
  let title: Message
  let bars: RankedBars?
  let others: Others?
  let downloadPath: String

  /// The smaller places, folded away.
  struct Others: Sendable {
    let summary: Message
    let bars: RankedBars
  }

  /// How many places a card shows: about as high as the card of customers, which stands beside it.
  static let shown = 11

  init(_ ranking: PlaceRanking, _ days: ClosedRange<LocalDate>, _ words: SalesWords, downloadPath: String) {
    self.downloadPath = downloadPath
    switch ranking.kind {
    case .countries: title = "Countries"
    case .regions(let country): title = country.isEmpty ? "Regions" : "Regions of \(country)"
    }
    let address = SalesAddress(path: words.path, days: days)
    let title = words.t(self.title)
    func bars(_ places: ArraySlice<PlaceSales>) -> RankedBars? {
      places.isEmpty
        ? nil
        : RankedBars(
          title: title, labelTitle: words.t("Place"), valueTitle: words.t("Net sales"),
          earlierTitle: words.t("Before"), changeTitle: words.t("Change"),
          rows: places.map { PlacesCard.row($0, ranking.kind, address, words) })
    }
    let all = ranking.places
    let shown = all.count <= PlacesCard.shown + 1 ? all.count : PlacesCard.shown
    self.bars = bars(all.prefix(shown))
    let net = all.dropFirst(shown).reduce(Int64(0)) { $0.addingLimited($1.net) }
    others = bars(all.dropFirst(shown)).map { bars in
      Others(summary: "\(all.count - shown) other places: \(words.money(net))", bars: bars)
    }
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
      value: words.value(place.net), valuePath: path,
      earlier: words.value(place.netBefore), change: words.change(place.net, before: place.netBefore))
  }
}
