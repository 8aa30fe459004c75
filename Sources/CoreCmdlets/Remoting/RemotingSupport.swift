/// What cmdlets say that would reach another computer: this shell has no network.
import Engine

extension Invocation {
  func noRemoting() -> TerminatingError {
    terminating(
      "System.Management.Automation.Remoting.PSRemotingDataStructureException", .resourceUnavailable,
      "This parameter set requires WSMan, and no supported WSMan client library was found. WSMan is either not installed or unavailable for this system.",
      exception: "System.Management.Automation.Remoting.PSRemotingTransportException")
  }
  /// A key file that is named must be there, before anything is connected.
  func checkKeyFile(_ path: String?) throws {
    guard let path, let place = try? space.resolve(path), !place.exists else { return }
    throw terminating(PathSpace.notFound(place.display))
  }
}
