/// The format side: takes objects, decides view and shape at the first one, and emits packets.
import Engine

public final class FormatEngine {
  private let context: ExecutionContext
  private let options: FormatOptions?
  private let sink: (FormatPacket) throws -> Void
  private let views: ViewTable
  private let limit: Int
  private var generator: Generator?
  private var inGroup = false

  /// - Parameter options: nil for the default display.
  public init(_ context: ExecutionContext, _ options: FormatOptions?, sink: @escaping (FormatPacket) throws -> Void) {
    self.context = context
    self.options = options
    self.sink = sink
    views = ViewTable.of(context)
    limit = FormatEngine.enumerationLimit(context)
  }

  static func enumerationLimit(_ c: ExecutionContext) -> Int {
    // a scope's own does not count
    if case .int(let n)? = (try? c.variableObject("FormatEnumerationLimit", scope: "global"))?.value.base { return Int(n) }
    return 4
  }

  public func process(_ v: Value) throws {
    if case .void = v { return }
    if case .unset = v { return }
    if case .null = v { return }
    guard let list = ValueText.elements(v) else { return try one(v) }
    switch options?.expansion ?? .elements {
    case .core: try one(v)
    case .elements: for x in list.values { try one(x.isNull ? .emptyString : x) }
    case .both:
      try comment("The following object supports IEnumerable:")
      _ = try outOfBand(v, facts(v), listFallback: true)
      let n = list.count
      try comment(n == 0 ? "The IEnumerable contains no objects." : n == 1 ? "The IEnumerable contains the following object:" : "The IEnumerable contains the following \(n) objects:")
      for x in list.values { try one(x.isNull ? .emptyString : x) }
    }
  }

  public func end() throws {
    if inGroup { inGroup = false; try emit(.groupEnd) }
    if generator != nil { generator = nil; try emit(.end) }
  }

  // MARK: One object

  private func one(_ v: Value) throws {
    if case .other(let r) = v, let p = r as? FormatPacket { return try sink(p) }
    let handlesOutOfBand = !(options?.force ?? false) || options?.shape == .undefined
    let f = facts(v)
    if handlesOutOfBand, try outOfBand(v, f, listFallback: false) { return }
    if generator == nil { try open(v, f) }
    guard let g = generator else { return }
    if handlesOutOfBand, let view = g.view, !isApplicable(view, f), try outOfBand(v, f, listFallback: true) { return }
    let changes = try g.entersNewGroup(v)
    if !inGroup {
      try emit(.groupStart(try g.groupHead(v)))
      inGroup = true
    } else if changes {
      try emit(.entry(.boxedCustom([])))
      try emit(.groupEnd)
      try emit(.groupStart(try g.groupHead(v)))
    }
    try emit(.entry(try g.entry(v)))
    if !g.problems.isEmpty {
      let all = g.problems
      g.problems.removeAll()
      for r in all { _ = try outOfBand(.other(r), facts(.other(r)), listFallback: true) }
    }
  }

  @inline(__always) private func emit(_ c: FormatPacket.Content) throws { try sink(FormatPacket(c)) }
  private func comment(_ s: String) throws { try emit(.entry(.raw(s))) }

  /// What a type says about display, remembered for the type seen last.
  private final class Facts {
    let typeNames: [String]
    let isScalar: Bool
    let outOfBandView: View?
    var applicable: (view: View, is: Bool)?
    init(_ n: [String], _ s: Bool, _ v: View?) { typeNames = n; isScalar = s; outOfBandView = v }
  }
  private var lastType: ObjectIdentifier?
  private var lastNames: [String]?
  private var lastFacts: Facts?

  private func facts(_ v: Value) -> Facts {
    if case .object(let o) = v, o.wrapped == nil {
      let id = o.type.map { ObjectIdentifier($0) } ?? FormatEngine.plainObject
      if id == lastType, let lastFacts, lastNames == o.typeNames { return lastFacts }
      let f = compute(v)
      lastType = id; lastNames = o.typeNames; lastFacts = f
      return f
    }
    return compute(v)
  }
  private static let plainObject = ObjectIdentifier(TypeTable.psCustomObject)
  private func compute(_ v: Value) -> Facts {
    let names = context.typeNames(v)
    // a Hashtable that is not taken apart itself shows its type
    let isHashtable = v.hashValue_ != nil && names.first == "System.Collections.Hashtable"
    return Facts(names, isHashtable || Scalars.isScalar(names), views.outOfBandView(names))
  }
  private func isApplicable(_ view: View, _ f: Facts) -> Bool {
    if let a = f.applicable, a.view === view { return a.is }
    var names = f.typeNames
    if let masked = ViewTable.withoutDeserialized(names) { names += masked }
    let answer = names.contains { n in view.types.contains { $0.equalsIgnoringCase(n) } }
    f.applicable = (view, answer)
    return answer
  }

  private func hasProperties(_ v: Value) -> Bool {
    if case .other(let r) = v, r.netType.isOfFieldsAndIndexer || (r as? MemberSetView)?.showsProperties == false { return false }
    // those of script classes may all be hidden
    if case .object(let o) = v, o.wrapped == nil, o.type?.scriptClass == nil, o.shape.kinds.prefix(o.count).contains(where: \.isProperty) { return true }
    return context.properties(v).contains {
      !$0.isHidden && $0.kind != .propertySet && $0.kind != .memberSet && !["PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId"].contains($0.name)
    }
  }

  /// Scalars, records and objects without properties show on their own. With `listFallback` every other object does, as a list.
  private func outOfBand(_ v: Value, _ f: Facts, listFallback: Bool) throws -> Bool {
    switch v {
    case .string(let s): try emit(.entry(.raw(s.string))); return true
    case .int, .bool, .double, .long: try emit(.entry(.raw(ValueText.text(v, context)))); return true
    case .object(let o): if case .string? = o.wrapped { try emit(.entry(.raw(ValueText.text(v, context)))); return true }
    default: break
    }
    if let view = f.outOfBandView {
      if case .custom(let b) = view.body {
        try emit(.entry(.boxedCustom(try CustomPieces(context, limit: limit).pieces(of: b, v))))
      } else {
        try emit(.entry(.boxedList(try ListGenerator(context, nil, view, limit: limit).fields(v))))
      }
      return true
    }
    if f.isScalar || !hasProperties(v) {
      try emit(.entry(.raw(ValueText.text(v, context))))
      return true
    }
    if !listFallback { return false }
    try emit(.entry(.boxedList(try ListGenerator(context, nil, nil, limit: limit).fields(v))))
    return true
  }

  // MARK: Choice of view

  private func open(_ v: Value, _ f: Facts) throws {
    let g = try choose(v, f)
    generator = g
    try emit(.start(try g.shapeInfo(v), autosize: g.autosize))
  }

  private func choose(_ v: Value, _ f: Facts) throws -> Generator {
    guard let o = options, o.shape != .undefined else {
      if let view = views.view(f.typeNames, shape: .undefined) { return try Generator.make(view.shape, context, nil, view, v, limit: limit) }
      let n = try Columns.defaultSet(v, context).count
      let count = n > 0 ? n : Columns.everything(v, context).count
      return try Generator.make(count <= 4 ? .table : .list, context, nil, nil, v, limit: limit)
    }
    if !o.properties.isEmpty { return try Generator.make(o.shape, context, o, nil, v, limit: limit) }
    if let name = o.viewName, !name.isEmpty {
      if let view = views.view(f.typeNames, shape: o.shape, named: name) { return try Generator.make(o.shape, context, o, view, v, limit: limit) }
      throw unknownView(name, o.shape, v, f)
    }
    let view = views.view(f.typeNames, shape: o.shape)
    return try Generator.make(o.shape, context, o, view, v, limit: limit)
  }

  private func unknownView(_ name: String, _ shape: FormatShape, _ v: Value, _ f: Facts) -> TerminatingError {
    let type = TypeTable.typeOf(v.base).fullName, shown = Conversion.plainText(.type(TypeTable.typeOf(v.base)))
    let shapes: [FormatShape: String] = [.table: "Table", .list: "List", .wide: "Wide", .custom: "Custom"]
    let kind = shapes[shape] ?? ""
    let own = views.views(of: type)
    let same = own.filter { $0.shape == shape }.map(\.name)
    let others = own.filter { $0.shape != shape && $0.name.equalsIgnoringCase(name) }.map { "Format-" + (shapes[$0.shape] ?? "") }
    let message: String
    if !same.isEmpty {
      message = "The view name \(name) cannot be found. Specify one of the following \(kind) views and try again: \(same.joined(separator: ", "))."
    } else if !others.isEmpty {
      message = " The view name \(name) cannot be found in the \(kind) formatting. Try using one of these other format cmdlets: " + others.joined(separator: ", ")
    } else {
      message = "The view name \(name) cannot be found. There are no existing \(kind) views for \(shown) objects."
    }
    let r = ErrorRecord(PSException("System.Management.Automation.PipelineStoppedException", "The pipeline has been stopped."), id: "FormatViewNotFound", .objectNotFound, target: .str(name))
    r.detailsMessage = message
    return TerminatingError(r)
  }
}
