/// `$Host.UI.RawUI`: sizes, colours and keys of the terminal.
import Engine
import Glibc
import NetTypes

extension HostObject {
  nonisolated(unsafe) static let size: RecordType = RecordType(namespace + "Size", base: "System.ValueType", ["int Width {get;set;}", "int Height {get;set;}"]) { t in
    t.constructor(namespace + "Size new()") { _, _ in makeSize(0, 0) }
    t.constructor(namespace + "Size new(int width, int height)") { a, _ in makeSize(Int(try Conversion.toInt64(a[0])), Int(try Conversion.toInt64(a[1]))) }
  }
  nonisolated(unsafe) static let coordinates: RecordType = RecordType(namespace + "Coordinates", base: "System.ValueType", ["int X {get;set;}", "int Y {get;set;}"]) { t in
    t.constructor(namespace + "Coordinates new()") { _, _ in coordinates.make([.int(0), .int(0)], text: "0,0") }
    t.constructor(namespace + "Coordinates new(int x, int y)") { a, c in coordinates.make([a[0], a[1]], text: "\(Conversion.toString(a[0], c)),\(Conversion.toString(a[1], c))") }
  }
  nonisolated(unsafe) static let key: RecordType = RecordType(namespace + "KeyInfo", base: "System.ValueType", [
    "int VirtualKeyCode {get;set;}", "char Character {get;set;}", "System.Management.Automation.Host.ControlKeyStates ControlKeyState {get;set;}",
    "bool KeyDown {get;set;}",
  ])

  static func makeSize(_ w: Int, _ h: Int) -> Value { size.make([.integer(w), .integer(h)], text: "\(w),\(h)") }

  nonisolated(unsafe) static let raw: RecordType = {
    let title = Title()
    return RecordType("System.Management.Automation.Internal.Host.InternalHostRawUserInterface", base: namespace + "PSHostRawUserInterface", []) { t in
      let color = "System.ConsoleColor"
      // a terminal does not tell its colours
      t.property(color + " ForegroundColor {get;set;}", set: { _, v, c in
        c.host.setConsoleColors(foreground: try Engine.ConsoleColor.set(v, c), background: c.host.consoleColors.background)
      }) { _, c in Engine.ConsoleColor.value(c.host.consoleColors.foreground) }
      t.property(color + " BackgroundColor {get;set;}", set: { _, v, c in
        c.host.setConsoleColors(foreground: c.host.consoleColors.foreground, background: try Engine.ConsoleColor.set(v, c))
      }) { _, c in Engine.ConsoleColor.value(c.host.consoleColors.background) }
      t.property(namespace + "Coordinates CursorPosition {get;set;}", set: { _, _, _ in }) { _, _ in coordinates.make([.int(0), .int(0)], text: "0,0") }
      t.property(namespace + "Coordinates WindowPosition {get;set;}", set: notHere) { _, _ in coordinates.make([.int(0), .int(0)], text: "0,0") }
      t.property("int CursorSize {get;set;}", set: notHere) { _, _ in .int(100) }
      t.property(namespace + "Size BufferSize {get;set;}", set: notHere) { _, c in makeSize(c.host.width, c.host.height) }
      t.property(namespace + "Size WindowSize {get;set;}", set: resize) { _, c in makeSize(c.host.width, c.host.height) }
      for name in ["MaxWindowSize", "MaxPhysicalWindowSize"] { t.property(namespace + "Size \(name) {get;}") { _, c in makeSize(c.host.width, c.host.height) } }
      t.property("bool KeyAvailable {get;}") { _, _ in
        guard isatty(0) == 1 else {
          throw netError(
            "System.InvalidOperationException",
            """
            Cannot see if a key has been pressed when either application does not have a console or when console input has been redirected from a file. \
            Try Console.In.Peek.
            """)
        }
        var p = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        return .bool(poll(&p, 1, 0) > 0)
      }
      t.property("string WindowTitle {get;set;}", set: { _, v, c in
        title.text = Conversion.toString(v, c)
        if c.host.usesColor { c.host.write("\u{1B}]0;\(title.text)\u{7}") }
      }) { _, _ in .str(title.text) }
      t.method(namespace + "KeyInfo ReadKey()") { _, _, c in try readKey(c, echo: true, arguments: 0) }
      t.method(namespace + "KeyInfo ReadKey(System.Object options)") { _, a, c in try readKey(c, echo: !Conversion.toString(a[0], c).lowercased().contains("noecho")) }
      for rest in ["", ", int offset"] {
        t.method("int LengthInBufferCells(string source\(rest))") { _, a, c in
          let text = Conversion.toString(a[0], c)
          return .integer(BufferCells.width(a.count > 1 ? String(decoding: Array(text.utf16).dropFirst(Int(clamping: try Conversion.toInt64(a[1]))), as: UTF16.self) : text))
        }
      }
      t.method("int LengthInBufferCells(char source)") { _, a, c in .integer(BufferCells.width(Conversion.toString(a[0], c))) }
      t.method("void FlushInputBuffer()") { _, _, _ in tcflush(0, TCIFLUSH); return .void }
    }
  }()
  /// What only the consoles of Windows let programs set.
  private static let notHere: Setter = { _, _, _ in
    let e = PSException("System.PlatformNotSupportedException", "Operation is not supported on this platform.")
    throw TerminatingError(ErrorRecord(e, id: "PlatformNotSupportedException", .notSpecified))
  }
  private static let resize: Setter = { _, size, c in
    guard isatty(1) == 1 else {
      let e = PSException("System.IO.IOException", "Cannot set window size when console output has been redirected.")
      throw TerminatingError(ErrorRecord(e, id: "IOException", .notSpecified))
    }
    func part(_ name: String) throws -> UInt16 { UInt16(clamping: try Conversion.toInt64(try c.property(size, name) ?? .int(0))) }
    var window = winsize(ws_row: try part("Height"), ws_col: try part("Width"), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(1, UInt(TIOCSWINSZ), &window)
  }
  private final class Title { var text = "" }

  private static func readKey(_ c: ExecutionContext, echo: Bool, arguments: Int = 1) throws -> Value {
    guard c.host.isInteractive, let k = c.host.readKey(echo: echo) else {
      throw TerminatingError(
        "InvalidOperationException",
        """
        Exception calling "ReadKey" with "\(arguments)" argument(s): "Cannot read keys when either application does not have a console or when console input has been \
        redirected. Try Console.Read."
        """,
        .notSpecified, exception: "System.Management.Automation.MethodInvocationException")
    }
    return key.make(
      [.integer(k.code), .char(UInt16(truncatingIfNeeded: k.character.value)), .int(0), .bool(true)], text: "\(k.code),\(Character(k.character)),0,True")
  }
}
