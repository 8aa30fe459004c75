/// `Console`: the program's own streams, past the host's formatting, and what a terminal can be asked for.
import Engine
import Glibc
import Primitives

/// What `[Console]` reads from and writes to in one engine, until a script puts something else there.
private final class ConsoleStreams {
  var input = Value.other(PSReader("SyncTextReader", arriving: { $0.host.readStandardInputLine() }))
  /// nil: the host.
  var output: Value?, error: Value?
  var inputEncoding = Value.other(PSEncoding(.utf8, mark: false)), outputEncoding = Value.other(PSEncoding(.utf8, mark: false))
  var takesControlC = false

  static func of(_ c: ExecutionContext) -> ConsoleStreams { c.service("Console") { ConsoleStreams() } }
  func write(_ text: String, _ c: ExecutionContext) throws {
    guard let output else { return c.host.write(text) }
    _ = try c.callMethod(output, "Write", [.str(text)])
  }
}

/// A standard stream as bytes: what is written goes to the host as text, what is read comes when it is asked for.
private final class PSConsoleStream: PSStream {
  enum Direction { case input, output, error }
  private let context: ExecutionContext
  private let direction: Direction
  private var pending: [UInt8] = []
  /// The beginning of a written character whose rest has not come.
  private var unfinished: [UInt8] = []
  init(_ c: ExecutionContext, _ d: Direction) { context = c; direction = d; super.init([], writable: d != .input) }
  override var netType: NetType { TypeTable.named("System.ConsolePal+UnixConsoleStream") }
  override var canRead: Bool { direction == .input }
  override var canSeek: Bool { false }
  override func write(_ b: [UInt8]) throws {
    unfinished += b
    let text = unfinished.takeWholeCharacters()
    switch direction {
    case .input: throw notSupported("Stream does not support writing.")
    case .output: context.host.write(text)
    case .error: context.host.writeError(text)
    }
  }
  override func read(_ n: Int) throws -> ArraySlice<UInt8> {
    guard direction == .input else { throw notSupported("Stream does not support reading.") }
    if pending.isEmpty { pending = context.host.readStandardInputLine() ?? [] }
    let part = pending.prefix(max(0, n))
    pending.removeFirst(part.count)
    return part
  }
}

extension NetTypes {
  static func registerConsole() {
    TypeTable.register("System.Console") { NetType("System.Console", base: TypeTable.object, define: defineConsole) }
    TypeTable.register("System.ConsolePal+UnixConsoleStream") { NetType("System.ConsolePal+UnixConsoleStream", base: TypeTable.get("System.IO.Stream")) }
    TypeTable.register("System.IO.SyncTextReader") { NetType("System.IO.SyncTextReader", base: TypeTable.get("System.IO.TextReader")) }
    TypeTable.register("System.IO.TextWriter+SyncTextWriter") { NetType("System.IO.TextWriter+SyncTextWriter", base: TypeTable.get("System.IO.TextWriter")) }
    TypeTable.register("System.ConsoleKeyInfo") { NetType("System.ConsoleKeyInfo", .struct, base: TypeTable.valueType, define: defineKeyInfo) }
  }

  private static func defineConsole(_ t: NetType) {
    defineConsoleStreams(t)
    defineConsoleOutput(t)
    defineConsoleWindow(t)
    defineConsoleKeys(t)
  }

  // MARK: Streams

  private static func defineConsoleStreams(_ t: NetType) {
    func writer(_ put: @escaping (String, ExecutionContext) -> Void) -> Value {
      let w = PSWriter("TextWriter+SyncTextWriter")
      w.sink = put
      w.autoFlush = true
      return .other(w)
    }
    let out = writer { $1.host.write($0) }, err = writer { $1.host.writeError($0) }
    func given(_ a: [Value], _ name: String) throws -> Value {
      if a.at(0).isNull { throw nullArgument(name) }
      return a.at(0)
    }
    t.staticProperty("System.IO.TextReader In {get;}") { ConsoleStreams.of($0).input }
    t.staticProperty("System.IO.TextWriter Out {get;}") { ConsoleStreams.of($0).output ?? out }
    t.staticProperty("System.IO.TextWriter Error {get;}") { ConsoleStreams.of($0).error ?? err }
    t.staticMethod("static void SetIn(System.IO.TextReader newIn)") { a, c in ConsoleStreams.of(c).input = try given(a, "newIn"); return .void }
    t.staticMethod("static void SetOut(System.IO.TextWriter newOut)") { a, c in
      let new = try given(a, "newOut")
      ConsoleStreams.of(c).output = new.refValue === out.refValue ? nil : new
      return .void
    }
    t.staticMethod("static void SetError(System.IO.TextWriter newError)") { a, c in ConsoleStreams.of(c).error = try given(a, "newError"); return .void }
    for (n, direction) in [("OpenStandardOutput", .output), ("OpenStandardError", .error), ("OpenStandardInput", .input)] as [(String, PSConsoleStream.Direction)] {
      for parameters in ["", "int bufferSize"] { t.staticMethod("static System.IO.Stream \(n)(\(parameters))") { _, c in .other(PSConsoleStream(c, direction)) } }
    }
    func encoding(_ v: Value) throws -> Value {
      if v.isNull { throw nullArgument("value") }
      return v
    }
    t.staticProperty("System.Text.Encoding InputEncoding {get;set;}", set: { _, v, c in ConsoleStreams.of(c).inputEncoding = try encoding(v) }) { ConsoleStreams.of($0).inputEncoding }
    t.staticProperty("System.Text.Encoding OutputEncoding {get;set;}", set: { _, v, c in ConsoleStreams.of(c).outputEncoding = try encoding(v) }) { ConsoleStreams.of($0).outputEncoding }
    for (n, descriptor) in [("Input", Int32(0)), ("Output", 1), ("Error", 2)] { t.staticProperty("bool Is\(n)Redirected {get;}") { _ in .bool(isatty(descriptor) == 0) } }
    for n in ["ReadLine", "Read"] {
      t.staticMethod("static \(n == "Read" ? "int" : "string") \(n)()") { _, c in try c.callMethod(ConsoleStreams.of(c).input, n, []) }
    }
  }

  // MARK: Output

  private static func defineConsoleOutput(_ t: NetType) {
    func put(_ text: String, _ c: ExecutionContext) throws -> Value {
      try ConsoleStreams.of(c).write(text, c)
      return .void
    }
    for type in ["string", "char", "System.Object", "int", "long", "double", "bool", "decimal", "char[]", "ulong", "uint", "float"] {
      func shown(_ a: [Value], _ c: ExecutionContext) -> String { type == "char[]" ? String(units: a.chars(0)) : netText(a.at(0), c) }
      t.staticMethod("static void Write(\(type) value)") { a, c in try put(shown(a, c), c) }
      t.staticMethod("static void WriteLine(\(type) value)") { a, c in try put(shown(a, c) + "\n", c) }
    }
    t.staticMethod("static void WriteLine()") { _, c in try put("\n", c) }
    for (n, end) in [("Write", ""), ("WriteLine", "\n")] {
      for count in 1...3 {
        let names = (0..<count).map { "System.Object arg\($0)" }.joined(separator: ", ")
        t.staticMethod("static void \(n)(string format, \(names))") { a, c in try put(try format(a.text(0), Array(a.dropFirst()), c) + end, c) }
      }
      t.staticMethod("static void \(n)(string format, Params System.Object[] arg)") { a, c in
        try put(try format(a.text(0), a.count == 2 && a[1].isNull ? [.null, .null] : a.rest(1).values(0), c) + end, c)
      }
      t.staticMethod("static void \(n)(char[] buffer, int index, int count)") { a, c in
        let units = a.chars(0), from = a.int(1), count = a.int(2)
        guard from >= 0, count >= 0, from + count <= units.count else {
          throw argumentError(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
        }
        return try put(String(units: Array(units[from..<(from + count)])) + end, c)
      }
    }
  }

  // MARK: The window and its cursor

  private static let onlyOnWindows = "Operation is not supported on this platform."

  private static func defineConsoleWindow(_ t: NetType) {
    func notHere() -> Error { netError("System.PlatformNotSupportedException", onlyOnWindows) }
    func unreadable() -> Error { Conversion.rawError("System.PlatformNotSupportedException", onlyOnWindows) }
    func resize(_ width: Int?, _ height: Int?, _ c: ExecutionContext) throws {
      guard isatty(1) == 1 else { throw netError("System.IO.IOException", "Cannot set window size when console output has been redirected.") }
      var window = winsize()
      _ = ioctl(1, UInt(TIOCGWINSZ), &window)
      if let width { window.ws_col = UInt16(clamping: width) }
      if let height { window.ws_row = UInt16(clamping: height) }
      _ = ioctl(1, UInt(TIOCSWINSZ), &window)
    }
    /// Only a terminal understands it.
    func control(_ sequence: String, _ c: ExecutionContext) { if isatty(1) == 1 { c.host.write(sequence) } }
    t.staticProperty("int WindowWidth {get;set;}", set: { _, v, c in try resize(v.asInt, nil, c) }) { .count($0.host.width) }
    t.staticProperty("int WindowHeight {get;set;}", set: { _, v, c in try resize(nil, v.asInt, c) }) { .count($0.host.height) }
    t.staticMethod("static void SetWindowSize(int width, int height)") { a, c in try resize(a.int(0), a.int(1), c); return .void }
    for (n, isWidth) in [("BufferWidth", true), ("BufferHeight", false)] {
      t.staticProperty("int \(n) {get;set;}", set: { _, _, _ in throw notHere() }) { .count(isWidth ? $0.host.width : $0.host.height) }
    }
    for (n, isWidth) in [("LargestWindowWidth", true), ("LargestWindowHeight", false)] { t.staticProperty("int \(n) {get;}") { .count(isWidth ? $0.host.width : $0.host.height) } }
    for n in ["WindowLeft", "WindowTop"] { t.staticProperty("int \(n) {get;set;}", set: { _, _, _ in throw notHere() }) { _ in .int(0) } }
    t.staticProperty("int CursorSize {get;set;}", set: { _, _, _ in throw notHere() }) { _ in .int(100) }
    t.staticMethod("static void SetBufferSize(int width, int height)") { _, _ in throw notHere() }
    t.staticMethod("static void SetWindowPosition(int left, int top)") { _, _ in throw notHere() }
    for more in ["", ", char sourceChar, System.ConsoleColor sourceForeColor, System.ConsoleColor sourceBackColor"] {
      t.staticMethod("static void MoveBufferArea(int sourceLeft, int sourceTop, int sourceWidth, int sourceHeight, int targetLeft, int targetTop\(more))") { _, _ in throw notHere() }
    }

    func checkPlace(_ left: Int, _ top: Int) throws {
      for (n, name) in [(left, "left"), (top, "top")] where n < 0 || n > Int(Int16.max) - 1 {
        throw outOfRange(
          name, "The value must be greater than or equal to zero and less than the console's buffer size in that dimension.", actual: .count(n))
      }
    }
    t.staticProperty("int CursorLeft {get;set;}", set: { _, v, c in
      try checkPlace(v.asInt, 0)
      control("\u{1B}[\(v.asInt + 1)G", c)
    }) { .count($0.host.cursorPosition.column) }
    t.staticProperty("int CursorTop {get;set;}", set: { _, v, c in
      try checkPlace(0, v.asInt)
      control("\u{1B}[\(v.asInt + 1)d", c)
    }) { .count($0.host.cursorPosition.row) }
    t.staticMethod("static void SetCursorPosition(int left, int top)") { a, c in
      try checkPlace(a.int(0), a.int(1))
      control("\u{1B}[\(a.int(1) + 1);\(a.int(0) + 1)H", c)
      return .void
    }
    t.staticMethod("static System.ValueTuple[int,int] GetCursorPosition()") { _, c in
      let place = c.host.cursorPosition
      return valueTuple([.count(place.column), .count(place.row)])
    }
    t.staticProperty("bool CursorVisible {get;set;}", set: { _, v, c in control(v.asInt != 0 ? "\u{1B}[?25h" : "\u{1B}[?25l", c) }) { _ in throw unreadable() }
    t.staticProperty("string Title {get;set;}", set: { _, v, c in
      if v.isNull { throw nullArgument("value") }
      control("\u{1B}]0;\(Conversion.toString(v))\u{7}", c)
    }) { _ in throw unreadable() }
    t.staticMethod("static void Clear()") { _, c in c.host.write("\u{1B}[H\u{1B}[2J"); return .void }
    t.staticMethod("static void Beep()") { _, c in c.host.write("\u{7}"); return .void }
    t.staticMethod("static void Beep(int frequency, int duration)") { _, _ in throw notHere() }

    t.staticProperty("System.ConsoleColor ForegroundColor {get;set;}", set: { _, v, c in
      c.host.setConsoleColors(foreground: try ConsoleColor.set(v, c), background: c.host.consoleColors.background)
    }) { c in ConsoleColor.value(c.host.consoleColors.foreground) }
    t.staticProperty("System.ConsoleColor BackgroundColor {get;set;}", set: { _, v, c in
      c.host.setConsoleColors(foreground: c.host.consoleColors.foreground, background: try ConsoleColor.set(v, c))
    }) { c in ConsoleColor.value(c.host.consoleColors.background) }
    t.staticMethod("static void ResetColor()") { _, c in c.host.setConsoleColors(foreground: nil, background: nil); return .void }
  }

  // MARK: Keys

  private static func defineConsoleKeys(_ t: NetType) {
    for parameters in ["", "bool intercept"] {
      t.staticMethod("static System.ConsoleKeyInfo ReadKey(\(parameters))") { a, c in
        guard isatty(0) == 1, let k = c.host.readKey(echo: !(a.count > 0 && a.bool(0)), takesControlC: ConsoleStreams.of(c).takesControlC) else {
          throw netError(
            "System.InvalidOperationException",
            "Cannot read keys when either application does not have a console or when console input has been redirected. Try Console.Read.")
        }
        try c.poll()
        return .other(PSKeyInfo(k))
      }
    }
    t.staticProperty("bool KeyAvailable {get;}") { c in
      guard isatty(0) == 1 else {
        throw Conversion.rawError(
          "System.InvalidOperationException",
          """
          Cannot see if a key has been pressed when either application does not have a console or when console input has been redirected from a file. \
          Try Console.In.Peek.
          """)
      }
      return .bool(c.host.isKeyAvailable)
    }
    for n in ["CapsLock", "NumberLock"] { t.staticProperty("bool \(n) {get;}") { _ in throw Conversion.rawError("System.PlatformNotSupportedException", onlyOnWindows) } }
    t.staticProperty("bool TreatControlCAsInput {get;set;}", set: { _, v, c in ConsoleStreams.of(c).takesControlC = v.asInt != 0 && isatty(0) == 1 }) { .bool(ConsoleStreams.of($0).takesControlC) }
  }
  private static func defineKeyInfo(_ t: NetType) {
    func of(_ v: Value) -> PSKeyInfo { v.refValue as? PSKeyInfo ?? PSKeyInfo(character: 0, key: 0, modifiers: 0) }
    t.constructor("System.ConsoleKeyInfo new(char keyChar, System.ConsoleKey key, bool shift, bool alt, bool control)") { a, _ in
      let key = Int((a.at(1).refValue as? PSEnum)?.raw ?? 0)
      return .other(PSKeyInfo(character: a.chars(0).first ?? 0, key: key, modifiers: (a.bool(3) ? 1 : 0) + (a.bool(2) ? 2 : 0) + (a.bool(4) ? 4 : 0)))
    }
    t.property("char KeyChar {get;}") { v, _ in .char(of(v).character) }
    t.property("System.ConsoleKey Key {get;}") { v, _ in .member("System.ConsoleKey", of(v).key) }
    t.property("System.ConsoleModifiers Modifiers {get;}") { v, _ in .member("System.ConsoleModifiers", of(v).modifiers) }
    t.method("bool Equals(System.Object value)") { v, a, _ in .bool(of(v).isEqual(a.at(0), ignoreCase: false)) }
    t.method("bool Equals(System.ConsoleKeyInfo obj)") { v, a, _ in .bool(of(v).isEqual(a.at(0), ignoreCase: false)) }
    t.method("int GetHashCode()") { v, _, _ in .count(Int(of(v).character) | of(v).key << 16 | of(v).modifiers << 24) }
  }
}

/// `ConsoleKeyInfo`: the character, the key by its number in `ConsoleKey`, and `ConsoleModifiers` (Alt 1, Shift 2, Control 4).
private final class PSKeyInfo: Ref {
  let character: UInt16
  let key: Int, modifiers: Int
  init(character: UInt16, key: Int, modifiers: Int) { self.character = character; self.key = key; self.modifiers = modifiers; super.init() }
  /// A terminal sends no modifiers: a capital letter was typed with Shift, a control character with Control.
  convenience init(_ k: KeyPress) {
    let c = k.character.value, isControl = c >= 1 && c <= 26 && ![8, 9, 10, 13].contains(c)
    self.init(character: UInt16(truncatingIfNeeded: c), key: isControl ? Int(c) + 64 : k.code, modifiers: isControl ? 4 : c >= 65 && c <= 90 ? 2 : 0)
  }
  override var netType: NetType { TypeTable.named("System.ConsoleKeyInfo") }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    guard let o = other.refValue as? PSKeyInfo else { return false }
    return o.character == character && o.key == key && o.modifiers == modifiers
  }
}
