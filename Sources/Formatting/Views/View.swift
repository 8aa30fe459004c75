/// A view: how objects of some types look. One declaration per view, see `Views/Builtin*.swift`.
import Engine

public final class View {
  public enum Body {
    case table(TableBody)
    case list(ListBody)
    case wide(WideBody)
    case custom(CustomBody)
  }
  public let name: String
  public let types: [String]
  public let body: Body
  public let groupBy: GroupBy?
  /// Shown on its own, never inside a document of other objects.
  public let isOutOfBand: Bool
  public init(_ name: String, for types: [String], groupBy: GroupBy? = nil, outOfBand: Bool = false, _ body: Body) {
    self.name = name; self.types = types; self.groupBy = groupBy; isOutOfBand = outOfBand; self.body = body
  }
  var shape: FormatShape {
    switch body { case .table: .table; case .list: .list; case .wide: .wide; case .custom: .custom }
  }
}

/// The four ways to show objects; undefined until the first object decides.
public enum FormatShape { case undefined, table, list, wide, custom }

/// Where a cell's value comes from.
public enum Source {
  case property(String)
  case code((Value, ExecutionContext) throws -> Value)
  case script(ScriptBlock)
  case text(String)
  /// The object itself.
  case itself
}

/// A table: its columns, and those of rows for some objects only.
public struct TableBody {
  /// One column: its head, its place and where its cells come from.
  public struct Column {
    public var label: String?
    public var width: Int
    public var alignment: Alignment
    /// Alignment of the cells when not that of the head.
    public var cellAlignment: Alignment
    public var source: Source
    public var format: String?
    public init(_ source: Source, label: String? = nil, width: Int = 0, _ alignment: Alignment = .undefined, cells: Alignment = .undefined, format: String? = nil) {
      self.source = source; self.label = label; self.width = width; self.alignment = alignment; cellAlignment = cells; self.format = format
    }
    /// Label and property.
    public init(_ property: String, label: String? = nil, width: Int = 0, _ alignment: Alignment = .undefined) {
      self.init(.property(property), label: label, width: width, alignment)
    }
  }
  public var columns: [Column]
  /// Rows for some objects only; their columns stand under the same heads.
  public var otherRows: [(selectors: [EntrySelector], columns: [Column], wraps: Bool)] = []
  public var autosize = false
  public var hidesHeader = false
  public var wraps = false
  public init(_ columns: [Column], autosize: Bool = false, hidesHeader: Bool = false, wraps: Bool = false) {
    self.columns = columns; self.autosize = autosize; self.hidesHeader = hidesHeader; self.wraps = wraps
  }
}

/// What an entry of a view is for: objects of a type, perhaps only those for which something holds.
public struct EntrySelector {
  public let type: String
  public let condition: Source?
  public init(_ type: String, condition: Source? = nil) { self.type = type; self.condition = condition }

  /// The entry for an object: the one whose type is the object's nearest, else the first that is for all.
  /// - Parameter entries: per entry what it is for; nothing = everything else
  static func choose(_ entries: [[EntrySelector]], _ v: Value, _ c: ExecutionContext) -> Int? {
    let others = entries.firstIndex { $0.isEmpty }
    if entries.count < 2 { return others ?? (entries.isEmpty ? nil : 0) }
    let names = c.typeNames(v)
    for names in [names, ViewTable.withoutDeserialized(names) ?? []] {
      var best: (entry: Int, distance: Int)?
      for (i, e) in entries.enumerated() {
        for s in e {
          guard let d = names.firstIndex(where: { $0.equalsIgnoringCase(s.type) }), best.map({ d < $0.distance }) ?? true, s.holds(for: v, c) else { continue }
          best = (i, d)
        }
      }
      if let best { return best.entry }
    }
    return others ?? 0
  }
  private func holds(for v: Value, _ c: ExecutionContext) -> Bool {
    guard let condition else { return true }
    return Conversion.toBool(((try? Expression(.source(condition)).value(v, c)) ?? nil) ?? .null)
  }
}

/// A list: its entries, one for each kind of object it shows.
public struct ListBody {
  public struct Item {
    public var label: String?
    public var source: Source
    public var format: String?
    public var condition: ((Value, ExecutionContext) throws -> Bool)?
    public init(_ property: String, label: String? = nil, format: String? = nil) { source = .property(property); self.label = label; self.format = format }
    public init(_ label: String?, _ source: Source, format: String? = nil, condition: ((Value, ExecutionContext) throws -> Bool)? = nil) {
      self.label = label; self.source = source; self.format = format; self.condition = condition
    }
  }
  /// Types an entry is for (empty = the others) and its items.
  public var entries: [(selectors: [EntrySelector], items: [Item])]
  public init(_ properties: String...) { entries = [([], properties.map { Item($0) })] }
  public init(items: [Item]) { entries = [([], items)] }
  public init(entries: [(types: [String], items: [Item])]) { self.entries = entries.map { ($0.types.map { EntrySelector($0) }, $0.items) } }
  public init(entries: [(selectors: [EntrySelector], items: [Item])]) { self.entries = entries }
}

/// One property of each object, several to a line.
public struct WideBody {
  public var source: Source
  /// For some objects only.
  public var otherItems: [(selectors: [EntrySelector], source: Source, format: String?)] = []
  public var columns: Int
  public var autosize: Bool
  public var format: String?
  public init(_ source: Source, columns: Int = 0, autosize: Bool = false, format: String? = nil) { self.source = source; self.columns = columns; self.autosize = autosize; self.format = format }
}

/// Pieces of text and values in any order.
public struct CustomBody {
  public indirect enum Item {
    case text(String)
    case newLine
    case value(Source, format: String?, enumerate: Bool, control: CustomBody?, condition: ((Value, ExecutionContext) throws -> Bool)?)
    case frame(first: Int, left: Int, right: Int, [Item])
  }
  public var entries: [(selectors: [EntrySelector], items: [Item])]
  public init(_ items: [Item]) { entries = [([], items)] }
  public init(entries: [(types: [String], items: [Item])]) { self.entries = entries.map { ($0.types.map { EntrySelector($0) }, $0.items) } }
  public init(entries: [(selectors: [EntrySelector], items: [Item])]) { self.entries = entries }
}

/// What begins a new group when it changes, and what stands above the group.
public struct GroupBy {
  public var source: Source
  public var label: String?
  public var head: CustomBody?
  public init(_ source: Source, label: String? = nil, head: CustomBody? = nil) { self.source = source; self.label = label; self.head = head }
}
