/// What the paths of a content cmdlet lead to.
import Engine

extension Invocation {
  /// The items to read from or, `mayBeNew`, to write to.
  ///
  /// A pattern without a match, and a name that -Include or -Exclude leave out, are errors here, unlike with the item cmdlets.
  func contentItems(_ paths: [String], literal: Bool, mayBeNew: Bool, hidden: Bool, filter: ItemFilter) throws -> [ItemPath] {
    try refuseCredentials(paths, literal: literal)
    var all: [ItemPath] = []
    for text in paths {
      let isChosen = !literal && (filter.selects || Wildcard.hasSpecial(text))
      do {
        var found = try space.expand(text, literal: literal, hidden: hidden, choice: filter)
        if let p = found.first, try !isServed(by: p.provider) { continue }
        if isChosen {
          found = found.filter { $0.exists && filter.filter?.matches($0.leaf) ?? true }
          if found.isEmpty { try leftOut(paths) }
        } else if !mayBeNew, let p = found.first, !p.exists {
          if literal, filter.selects { try leftOut(paths); continue }
          try error(PathSpace.notFound(p.shown(as: text, literal: literal)))
          continue
        }
        all += found.map { $0.ending(as: text) }
      } catch let e as TerminatingError { try error(e.record) }
    }
    return all
  }
  private func leftOut(_ paths: [String]) throws {
    try error(
      "ItemNotFound", .objectNotFound,
      "An object at the specified path \(paths.first ?? "") does not exist, or has been filtered by the -Include or -Exclude parameter.",
      exception: "System.Exception", target: .array(PSArray(paths.map { .str($0) }, of: TypeTable.string)))
  }
}
