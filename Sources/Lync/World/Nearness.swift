/// Which name somebody meant who typed another one.
import Primitives

enum Nearness {
  /// The nearest name, at most two typing errors away from `text` (one when it is short); nil when there is none.
  static func nearest(to text: String, among names: [String]) -> String? {
    let typed = Array(text.lowercased().utf8), most = typed.count < 5 ? 1 : 2
    var best: (name: String, distance: Int)?
    for name in names {
      let letters = Array(name.lowercased().utf8)
      if abs(letters.count - typed.count) > most { continue }
      let found = EditDistance.between(letters, typed)
      if 1...most ~= found, found < letters.count, found < best?.distance ?? 3 { best = (name, found) }
    }
    return best?.name
  }
}
