/// Code that runs on a frame that is not its own, but is a level of stack traces: blocks of `ForEach-Object` and
/// `Where-Object`, dot-sourced code, texts run by `Invoke-Expression`.
///
/// Entered once per pipeline or text. A block stage tells by a flag whether its block is running just now, which is all that
/// is done per object.
import Syntax

struct InnerCode {
  /// The frame it runs on.
  let owner: Int
  /// The command that runs it.
  let call: CallInfo
  /// The stage whose block it is; nil = a text, which runs as long as it is entered.
  unowned(unsafe) let stage: BlockStage?
  /// What stack traces call it.
  var unit = CommandSite.nowhere
  /// What was dot-sourced, when it is that.
  var dotted: DottedCode?
  var isRunning: Bool { stage?.isInside ?? true }
}

extension ExecutionContext {
  /// Runs a text as a level of its own.
  /// - Parameter unit: whose name and named blocks stack traces show
  func asInnerCode<T>(_ call: CallInfo, as unit: Unit = CommandSite.nowhere, of dotted: DottedCode? = nil, _ body: () throws -> T) throws -> T {
    innerCode.append(InnerCode(owner: depth - 1, call: call, stage: nil, unit: unit, dotted: dotted))
    let n = innerCode.count
    defer { innerCode.removeLast(max(0, innerCode.count - n + 1)) }
    do { return try body() } catch { throw traced(error, depth - 1) }
  }
  /// One level of the call stack: what runs, and the call that started it (nil for the outermost).
  struct Level {
    let unit: Unit
    let call: CallInfo?
    let frame: Int
    /// The frame is a script file's own.
    var isFile = false
    /// The code that was dot-sourced there.
    var dotted: DottedCode?
  }
  /// The frames and the code that runs on them, outermost first. A copy of a frame that stands for such code is shown as it.
  func levels() -> [Level] {
    var all: [Level] = []
    var running = innerCode.filter(\.isRunning)[...]
    for d in 0..<depth {
      let f = frames[d]
      // the frame again, above others
      if d > 0, let below = (0..<d).last(where: { frames[$0].fp == f.fp && frames[$0].unit.toOpaque() == f.unit.toOpaque() }) {
        if let k = running.firstIndex(where: { $0.owner == below || $0.owner == d }) {
          all.append(Level(unit: running[k].unit, call: running[k].call, frame: d, dotted: running[k].dotted))
          running.remove(at: k)
          continue
        }
        // a cmdlet that a function writes to stands on its frame again, but is no level
        if frameCopies > 0 { continue }
      }
      all.append(Level(unit: f.unit.takeUnretainedValue(), call: f.call?.takeUnretainedValue(), frame: d, isFile: f.isScript && !f.isModuleTop))
      // on the frame itself: all of it but what copies of the frame above stand for
      let copies = d + 1 < depth ? (d + 1..<depth).filter { frames[$0].fp == f.fp && frames[$0].unit.toOpaque() == f.unit.toOpaque() }.count : 0
      let own = running.filter { $0.owner == d }
      for c in own.prefix(max(0, own.count - copies)) {
        all.append(Level(unit: c.unit, call: c.call, frame: d, dotted: c.dotted))
        if let k = running.firstIndex(where: { $0.owner == c.owner && $0.call === c.call }) { running.remove(at: k) }
      }
    }
    return all
  }
}

extension PSException {
  /// Arguments did not suit a command.
  public var isOfBinding: Bool { type.name.hasPrefix("ParameterBinding") }
  /// The first one inside of its kind.
  func innermost(where isMeant: (PSException) -> Bool) -> PSException? { inner.flatMap { isMeant($0) ? $0 : $0.innermost(where: isMeant) } }
  /// The exception inside as a `catch` looks for it: that of a call of a call is what the inner call raised.
  var visibleInner: PSException? {
    guard let i = inner, type.name == "MethodInvocationException", i.type.name == type.name else { return inner }
    return i.visibleInner
  }
  /// The cast inside of what the language made of it.
  public var withoutLanguage: PSException { type === TypeTable.runtimeException && inner?.type.name == "PSInvalidCastException" ? inner ?? self : self }
  /// A failed cast as the exception of a parameter's transformation.
  var asTransformation: PSException {
    guard type === TypeTable.runtimeException || type.name == "PSInvalidCastException" else { return self }
    return PSException("System.Management.Automation.ArgumentTransformationMetadataException", message, inner: withoutLanguage)
  }
}
