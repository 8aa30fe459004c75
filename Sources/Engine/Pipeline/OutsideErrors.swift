/// Errors that code reports when no command ran it: script methods and properties, calculated properties, `{ … }.Invoke()`, methods of
/// classes that return a value. They pass every redirection by and reach the error stream of the whole session, where the console
/// writes nothing but their messages, one after the other, as PowerShell's does.

extension ExecutionContext {
  /// Runs such code.
  public func reportingOutside<T>(_ body: () throws -> T) rethrows -> T { try reporting(to: outsideErrors, body) }
  /// Runs the getter of a script property, whose errors nobody sees.
  func reportingNowhere<T>(_ body: () throws -> T) rethrows -> T { try reporting(to: Stage.nowhere, body) }
  private func reporting<T>(to target: Stage, _ body: () throws -> T) rethrows -> T {
    let list = commonOverride.errorList
    commonOverride.errorList = nil
    defer { commonOverride.errorList = list }
    return try rememberingErrors { try sendingErrors(to: target) { try asCallback(body) } }
  }
  /// Enters the error that ends `body` in `$Error`: what goes on from here is another exception around it.
  public func rememberingErrors<T>(_ body: () throws -> T) rethrows -> T {
    do { return try body() } catch let e as TerminatingError {
      remember(e.record)
      throw e
    }
  }
  /// Runs code whose errors go somewhere else.
  func sendingErrors<T>(to target: Stage, _ body: () throws -> T) rethrows -> T {
    let errors = streams.error
    streams.error = target
    defer { streams.error = errors }
    return try body()
  }
  /// Runs code that is called back by something that is no command: its errors name none.
  public func asCallback<T>(_ body: () throws -> T) rethrows -> T {
    let depth = streams.errorDepth
    streams.errorDepth = self.depth
    defer { streams.errorDepth = depth }
    return try asNamelessCode(body)
  }
  /// Runs code on the current frame whose `$MyInvocation` names no command, as the blocks of `Where-Object` and `Measure-Command` do.
  func asNamelessCode<T>(_ body: () throws -> T) rethrows -> T {
    let outer = streams.callbackDepth
    streams.callbackDepth = depth
    defer { streams.callbackDepth = outer }
    return try body()
  }
  /// Where errors go that are reported from here: to the latest redirection, unless a method that returns a value runs within it.
  var errorTarget: Stage? {
    var d = depth - 1
    while d >= streams.errorDepth {
      if frames[d].unit.takeUnretainedValue().reportsOutside { return outsideErrors }
      d -= 1
    }
    return streams.error
  }
  private var outsideErrors: Stage {
    if let s = streams.outside ?? bareMessages { return s }
    let s = BareMessages(self)
    bareMessages = s
    return s
  }
}

/// The console's own error stream.
private final class BareMessages: Stage {
  unowned let context: ExecutionContext
  init(_ c: ExecutionContext) { context = c; super.init() }
  override func process(_ v: Value) throws {
    let text = Conversion.toString(v, context)
    context.host.writeError(text)
    context.transcript?(text)
  }
}
