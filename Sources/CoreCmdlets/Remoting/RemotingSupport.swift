/// What cmdlets say that would reach another computer: this shell has no network.
import Engine

extension Invocation {
  func noRemoting() -> TerminatingError {
    terminating("WSManClientDllNotAvailable", .notInstalled, "This parameter set requires WSMan, and no supported WSMan client library was found. WSMan is either not installed or unavailable for this system.", exception: "System.Management.Automation.Remoting.PSRemotingTransportException")
  }
}
