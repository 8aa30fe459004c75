/// The output side: draws packets on a line output. Objects that are not packets go through a default format engine.
///
/// A table whose first column has no width of its own is held back for a group, or for 300 ms of it, so that widths fit
/// the contents; wide displays only when sized automatically.
import Engine
import Glibc
import Primitives

public final class OutputEngine {
  private let context: ExecutionContext
  private let out: LineOutput
  private let style: Style
  private var isPlain: Bool { out.stripsColor }
  private var formatter: FormatEngine?

  private enum State { case reset, document, group }
  private var state = State.reset

  /// Where its command is called; errors show that statement.
  private let caller: InvocationInfo?

  /// - Parameter caller: the command that shows something; nil = what reaches the end of everything is shown
  public init(_ context: ExecutionContext, _ out: LineOutput, for caller: Invocation? = nil) {
    self.context = context
    self.caller = caller?.info
    self.out = out
    style = Style.of(context)
    out.wrapsWords = ["en", "fr", "de", "it", "pt", "es"].contains(context.culture.language)
    lists = ListWriter(style: style, isPlain: out.stripsColor)
  }

  public func process(_ v: Value) throws {
    switch v {
    case .other(let r):
      if let p = r as? FormatPacket { return try packet(p) }
      // a message merged into the output looks at the host as it does in its stream
      if out is HostOutput, let m = r as? StreamRecord, m.isMerged {
        let label = m.kind == .warning ? "WARNING: " : m.kind == .verbose ? "VERBOSE: " : "DEBUG: "
        return try out.put(context.streamLine(m.kind, label + m.message))
      }
      if out is HostOutput, let e = r as? ErrorRecord, e.isMerged, !e.isNativeText { return context.showError(e) }
    case .void, .unset, .null: return
    default: break
    }
    if formatter == nil { formatter = FormatEngine(context, nil) { [unowned self] in try self.packet($0) } }
    try formatter?.process(v)
  }

  public func end() throws {
    if let f = formatter { try f.end() }
    formatter = nil
    try drain()
  }

  /// While a table is held back, errors wait with it; false when there is nothing to wait for.
  func queueError(_ lines: [String], for r: ErrorRecord) -> Bool {
    guard let cache, cache.holds else { return false }
    if queued === r { return true }
    queued = r
    cache.queue.append(FormatPacket(.entry(.error(lines))))
    return true
  }
  private weak var queued: ErrorRecord?

  // MARK: Packets in order

  private func packet(_ p: FormatPacket) throws {
    switch p.content {
    case .start(let shape, let autosize):
      // a display that was broken off is closed first; the objects shown now brought the words for it
      if state == .group {
        if formatter != nil {
          formatter = nil
          try packet(FormatPacket(.groupEnd))
          try packet(FormatPacket(.end))
        }
        try end()
      }
      try expect(.reset, p)
      state = .document
      switch shape {
      case .table(let h) where !autosize && h.columns.first?.width == 0: cache = Cache(timed: true)
      default: if autosize { cache = Cache(timed: false) }
      }
    case .end:
      try expect(.document, p)
      state = .reset
    case .groupStart:
      try expect(.document, p)
      state = .group
    case .groupEnd:
      try expect(.group, p)
      state = .document
    case .entry(let e):
      if !e.isOutOfBand { try expect(.group, p) }
    }
    try hold(p)
  }

  private func expect(_ s: State, _ p: FormatPacket) throws {
    if state == s { return }
    var command = "format-*"
    if case .start(let shape, _) = p.content {
      switch shape { case .table: command = "format-table"; case .list: command = "format-list"; case .wide: command = "format-wide"; case .custom: command = "format-complex" }
    }
    let r = ErrorRecord(PSException("System.InvalidOperationException", "Operation is not valid due to the current state of the object."), id: "ConsoleLineOutputOutOfSequencePacket", .invalidData)
    r.detailsMessage =
      """
      The object of type "\(p.netType.fullName)" is not valid or not in the correct sequence. This is likely caused by a user-specified "\(command)" command \
      which is conflicting with the default formatting.
      """
    r.invocation = InvocationInfo(of: LineOutputCommand(), in: caller)
    r.position = r.invocation?.position
    r.hasNoCommandSuffix = false
    throw TerminatingError(r)
  }
  /// What draws the packets, as errors name it.
  private final class LineOutputCommand: CommandInfo {
    init() { super.init("out-lineoutput", .cmdlet) }
    override var errorTypeName: String { "Microsoft.PowerShell.Commands.OutLineOutputCommand" }
  }

  // MARK: Holding back

  private final class Cache {
    let timed: Bool
    var queue: [FormatPacket] = []
    var holds = false
    var started: Int64 = 0
    init(timed: Bool) { self.timed = timed }
    var isOver: Bool { timed && started != 0 && MonotonicClock.nanoseconds - started > 300_000_000 }
  }
  private var cache: Cache?
  private var hint: [Int]?

  private func hold(_ p: FormatPacket) throws {
    guard let cache else { return try draw(p) }
    if !cache.holds, case .groupStart = p.content {
      cache.holds = true
      cache.started = MonotonicClock.nanoseconds
      cache.queue.append(p)
      return
    }
    guard cache.holds else { return try draw(p) }
    cache.queue.append(p)
    var isOver = cache.isOver
    if case .groupEnd = p.content { isOver = true }
    if isOver { try release(cache) }
  }

  private func release(_ cache: Cache) throws {
    cache.holds = false
    cache.started = 0
    let all = cache.queue
    cache.queue = []
    measure(all)
    for p in all { try draw(p) }
  }

  private func drain() throws {
    guard let cache, !cache.queue.isEmpty else { return }
    let all = cache.queue
    cache.queue = []
    cache.holds = false
    for p in all { try draw(p) }
  }

  /// Column widths that fit the labels and cells at hand.
  private func measure(_ all: [FormatPacket]) {
    hint = nil
    guard let shape else { return }
    switch shape {
    case .table(let h):
      if h.columns.isEmpty { return }
      var w = h.columns.map { DisplayWidth.of($0.label) }
      for p in all {
        guard case .entry(.row(let cells, _, _)) = p.content else { continue }
        var k = 0
        for c in cells {
          let n = DisplayWidth.of(c)
          if k < w.count, w[k] < n { w[k] = n }
          k += 1
        }
      }
      hint = w
    case .wide(let columns):
      if columns != 0 { return }
      var widest = 0
      for p in all { if case .entry(.wide(let t)) = p.content { widest = max(widest, DisplayWidth.of(t)) } }
      hint = [widest]
    default: return
    }
  }

  // MARK: Drawing

  private var shape: ShapeInfo?
  private var table: TableWriter?
  private var labels: [String] = []
  private var wideBuffer: [String] = []
  private var widePerRow = 2
  private var rowsShown = 0
  private var lists: ListWriter

  private func draw(_ p: FormatPacket) throws {
    switch p.content {
    case .start(let s, _):
      shape = s
      try out.writeLine("")
    case .end:
      if case .list? = shape {} else { try out.writeLine("") }
      shape = nil
    case .groupStart(let head):
      if let head {
        var w = CustomWriter(columns: out.columns)
        try w.write(head, to: out)
        try out.writeLine("")
      }
      try openGroup()
    case .groupEnd:
      try flushWide()
      table = nil
    case .entry(let e): try draw(e)
    }
  }

  private func openGroup() throws {
    let given = hint
    hint = nil
    switch shape {
    case .table(let h)?:
      let widths = given ?? h.columns.map(\.width)
      labels = h.columns.map(\.label)
      var t = TableWriter(columns: width, widths: widths, alignments: h.columns.map(\.alignment), labelsAreProperties: h.columns.map(\.labelIsProperty), style: style, isPlain: isPlain)
      rowsShown = 0
      if !h.hidesHeader { rowsShown = try t.writeHeader(labels, to: out) }
      table = t
    case .wide(let columns)?:
      widePerRow = 2
      if let w = given?.first, w > 0 { widePerRow = TableWriter.bestFit(width: w, columns: width) } else if columns > 0 { widePerRow = columns }
      table = TableWriter(
        columns: width, widths: [Int](repeating: 0, count: widePerRow), alignments: [Alignment](repeating: .left, count: widePerRow), labelsAreProperties: [],
        style: style, isPlain: isPlain)
    default: break
    }
  }
  /// A table needs a definite width even where lines may be endless.
  private var width: Int {
    if InternalTestHooks.isOn("SetConsoleWidthToZero") { return 120 }
    return out.columns == .max ? context.host.width : out.columns
  }

  /// Rows after which a table may say its header again: those of the screen, where there is one.
  private var rows: Int {
    if out.rows != .max { return out.rows }
    return context.host.height > 0 ? context.host.height : .max
  }

  private func draw(_ e: Entry) throws {
    switch e {
    case .row(let cells, let alignments, let wraps):
      if case .table(let h)? = shape {
        if h.repeatsHeader, !h.hidesHeader, rowsShown >= rows - 2 {
          try out.writeLine("")
          rowsShown = (try table?.writeHeader(labels, to: out)) ?? 0
        }
        try table?.writeRow(cells, alignments: alignments, wraps: wraps, to: out)
        rowsShown += 1
      }
    case .list(let fields):
      lists.isPlain = isPlain
      try lists.write(fields, to: out)
      try out.writeLine("")
    case .wide(let t):
      wideBuffer.append(t)
      if wideBuffer.count == widePerRow { try flushWide() }
    case .custom(let pieces):
      var w = CustomWriter(columns: out.columns)
      try w.write(pieces, to: out)
    case .raw(let s): try out.writeRaw(s)
    case .boxedList(let fields):
      try out.writeLine("")
      var w = ListWriter(style: style, isPlain: isPlain)
      try w.write(fields, to: out)
      try out.writeLine("")
    case .error(let lines): for l in lines { try out.putError(l) }
    case .boxedCustom(let pieces):
      var w = CustomWriter(columns: .max)
      try w.write(pieces, to: out)
    }
  }

  private func flushWide() throws {
    if wideBuffer.isEmpty { return }
    try table?.writeRow(wideBuffer + [String](repeating: "", count: max(0, widePerRow - wideBuffer.count)), alignments: [], wraps: false, to: out)
    wideBuffer.removeAll(keepingCapacity: true)
  }
}
