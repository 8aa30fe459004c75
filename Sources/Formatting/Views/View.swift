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

public struct TableBody {
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
  public var autosize = false
  public var hidesHeader = false
  public var wraps = false
  public init(_ columns: [Column], autosize: Bool = false, hidesHeader: Bool = false, wraps: Bool = false) {
    self.columns = columns; self.autosize = autosize; self.hidesHeader = hidesHeader; self.wraps = wraps
  }
}

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
  public var entries: [(types: [String], items: [Item])]
  public init(_ properties: String...) { entries = [([], properties.map { Item($0) })] }
  public init(items: [Item]) { entries = [([], items)] }
  public init(entries: [(types: [String], items: [Item])]) { self.entries = entries }
}

public struct WideBody {
  public var source: Source
  public var columns: Int
  public var autosize: Bool
  public var format: String?
  public init(_ source: Source, columns: Int = 0, autosize: Bool = false, format: String? = nil) { self.source = source; self.columns = columns; self.autosize = autosize; self.format = format }
}

public struct CustomBody {
  public indirect enum Item {
    case text(String)
    case newLine
    case value(Source, format: String?, enumerate: Bool, control: CustomBody?, condition: ((Value, ExecutionContext) throws -> Bool)?)
    case frame(first: Int, left: Int, right: Int, [Item])
  }
  public var entries: [(types: [String], items: [Item])]
  public init(_ items: [Item]) { entries = [([], items)] }
  public init(entries: [(types: [String], items: [Item])]) { self.entries = entries }
}

public struct GroupBy {
  public var source: Source
  public var label: String?
  public var head: CustomBody?
  public init(_ source: Source, label: String? = nil, head: CustomBody? = nil) { self.source = source; self.label = label; self.head = head }
}
